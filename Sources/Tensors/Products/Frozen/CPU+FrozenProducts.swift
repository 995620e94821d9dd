import CKernels

extension CPUDevice {
    public func product(_ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        precondition(norm == nil || a.elementType == .float32, "a norm of rows of \(a.elementType)")
        precondition(a.columns == b.depth && c.columns == b.columns, "\(a.shape) times [\(b.depth), \(b.columns)]")
        // Blocks are written as float32.
        if c.elementType != .float32, b.parts.contains(where: \.isBlocks) {
            let floats = makeTensor(c.shape, .float32)
            product(a, norm: norm, b, residual: residual, into: floats)
            return convert(floats, into: c)
        }
        var operands = QuantizedRows(a, norm: norm)
        if a.rows <= quantizedKernels.most_streamed {
            return stream(&operands, b, residual: residual, into: c)
        }
        var first = 0
        for part in b.parts {
            switch part.layout {
            case .panels(let matrix):
                let rows = operands.rows(for: matrix, on: self)
                multiply(rows, matrix, residual: residual, into: c, firstColumn: first)
            case .blocks(let format, let bytes):
                let quantized = operands.quantized(for: format, on: self)
                multiply(quantized, part, format, bytes, residual: residual, into: c, firstColumn: first)
            }
            first += part.columns
        }
    }

    public func embedding(_ tokens: [Int32], _ weight: FrozenMatrix, scale: Float, into output: Tensor) {
        let width = output.columns
        workers.run(tokens.count) { index in
            let target = output.float + index * width
            weight.copyRow(Int(tokens[index]), into: target)
            if scale != 1 { kernels.scale_f32(target, target, scale, width) }
        }
    }

    /// Rows of quantized activations times panels of blocks, in tasks whose sizes depend on the shape alone.
    private func multiply(
        _ rows: QuantizedRows.Tiles, _ part: FrozenPart, _ format: martlet_panel_format, _ bytes: Storage,
        residual: Tensor?, into c: Tensor, firstColumn: Int
    ) {
        let width = Int(MARTLET_PANEL_COLUMNS), panels = (part.columns + width - 1) / width
        let panelBytes = martlet_panel_bytes(format, part.depth)
        let isTiled = rows.count > quantizedKernels.most_streamed
        // Blocks of rows that stay in the cache while panels pass over them.
        let rowBlock = max(1, Self.tileBytesInCache / rows.tileBytes) * rows.tile
        let rowBlocks = (rows.count + rowBlock - 1) / rowBlock
        let panelBlock = 4, panelBlocks = (panels + panelBlock - 1) / panelBlock
        workers.run(rowBlocks * panelBlocks) { task in
            let row = task / panelBlocks * rowBlock, panel = task % panelBlocks * panelBlock
            let column = panel * width
            var operand = martlet_activations(
                tiles: rows.storage.bytes + row / rows.tile * rows.tileBytes, rows: min(rowBlock, rows.count - row),
                depth: part.depth, tile: rows.tile)
            let place = row * c.columns + firstColumn + column
            var target = martlet_product_target(
                c: c.float + place, residual: residual.map { UnsafePointer($0.float + place) }, stride: c.columns,
                columns: min(part.columns - column, panelBlock * width))
            let scratch = isTiled ? buffers.lend(quantizedKernels.scratch_bytes(format, part.depth)) : nil
            quantizedKernels.product(format, &operand, bytes.bytes + panel * panelBytes, &target, scratch?.bytes)
        }
    }

    private static let tileBytesInCache = 512 << 10
}

extension FrozenMatrix {
    /// Whether rows are quantized for every part: a norm in front of it needs no memory of its own.
    var isBlocks: Bool { parts.allSatisfy(\.isBlocks) }
}

extension FrozenPart {
    var isBlocks: Bool {
        if case .blocks = layout { true } else { false }
    }
}

extension Storage {
    var bytes: UnsafeMutablePointer<UInt8> { pointer.assumingMemoryBound(to: UInt8.self) }
}
