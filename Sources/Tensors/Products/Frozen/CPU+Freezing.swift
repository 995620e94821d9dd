import CKernels

extension CPUDevice {
    public func freeze(_ stored: StoredRows, depth: Int, precision: Precision) -> FrozenPart {
        let layout: FrozenPart.Layout
        switch stored.encoding {
        case .blocks(let type): layout = packBlocks(stored.rows, type: type, depth: depth)
        case .float16 where precision == .float32, .bfloat16 where precision == .float32:
            layout = .panels(packHalves(stored, depth: depth))
        case .float16, .bfloat16, .float32: layout = .panels(packFloats(stored, depth: depth, precision: precision))
        }
        return FrozenPart(layout: layout, columns: stored.rows.count, depth: depth)
    }

    private func packBlocks(_ rows: [UnsafeRawPointer], type: UInt32, depth: Int) -> FrozenPart.Layout {
        let format = martlet_panel_format(rawValue: UInt32(martlet_panel_format_of(type)))
        let columns = Int(MARTLET_PANEL_COLUMNS), panels = (rows.count + columns - 1) / columns
        let size = martlet_panel_bytes(format, depth)
        let bytes = Storage(large: panels * size)
        let sources = UncheckedPointers(rows)
        workers.run(panels) { panel in
            let sixteen = (0..<columns).map { column -> UnsafePointer<UInt8>? in
                let row = panel * columns + column
                return row < sources.rows.count ? sources.rows[row].assumingMemoryBound(to: UInt8.self) : nil
            }
            sixteen.withUnsafeBufferPointer {
                martlet_fill_panel(
                    type, $0.baseAddress, depth, (bytes.pointer + panel * size).assumingMemoryBound(to: UInt8.self))
            }
        }
        return .blocks(format: format, bytes: bytes)
    }

    /// Numbers of sixteen bits that meet rows of float32.
    private func packHalves(_ stored: StoredRows, depth: Int) -> PackedMatrix {
        let width = panelWidth(for: stored.rows.count), rows = stored.rows
        let panels = (rows.count + width - 1) / width
        let packed = PackedMatrix(
            depth: depth, columns: rows.count, width: width, unitCount: depth,
            element: stored.encoding == .float16 ? .float16 : .bfloat16,
            storage: Storage(large: panels * width * depth * 2))
        let sources = UncheckedPointers(rows)
        workers.run(panels) { panel in
            let range = panel * width..<min(rows.count, (panel + 1) * width)
            let pointers = range.map { Optional(sources.rows[$0].assumingMemoryBound(to: UInt16.self)) }
            pointers.withUnsafeBufferPointer {
                kernels.pack_halves(
                    $0.baseAddress, depth, range.count,
                    packed.panel(panel).assumingMemoryBound(to: UInt16.self), width)
            }
        }
        return packed
    }

    /// Any plain numbers as float32, or as bfloat16 for rows of that type.
    private func packFloats(_ stored: StoredRows, depth: Int, precision: Precision) -> PackedMatrix {
        let rows = stored.rows
        let packed = makePacked(
            depth: depth, columns: rows.count, elementType: precision.activations, storage: { Storage(large: $0) })
        let sources = UncheckedPointers(rows)
        workers.run(packed.panelCount) { panel in
            let range = panel * packed.width..<min(rows.count, (panel + 1) * packed.width)
            let floats = makeTensor([range.count, depth], .float32)
            for (place, row) in range.enumerated() {
                let target = floats.float + place * depth
                switch stored.encoding {
                case .float16: Self.widen(sources.rows[row], depth, target) { Float(Float16(bitPattern: $0)) }
                case .bfloat16: Self.widen(sources.rows[row], depth, target) { Float(bitPattern: UInt32($0) << 16) }
                default: UnsafeMutableRawPointer(target).copyMemory(from: sources.rows[row], byteCount: 4 * depth)
                }
            }
            let pack = precision == .float32 ? kernels.pack_transposed_f32! : kernels.pack_transposed_f32_bf16!
            pack(floats.float, depth, depth, range.count, packed.units + panel * packed.panelStride, packed.width)
        }
        return packed
    }

    private static func widen(
        _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>, _ value: (UInt16) -> Float
    ) {
        for index in 0..<count {
            target[index] = value(source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
        }
    }

    /// Pointers that every thread may read.
    private struct UncheckedPointers: @unchecked Sendable {
        let rows: [UnsafeRawPointer]
        init(_ rows: [UnsafeRawPointer]) { self.rows = rows }
    }
}
