import CKernels

extension CPUDevice {
    public func product(_ a: Tensor, _ b: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        precondition(a.columns == b.depth && c.columns == b.columns, "\(a.shape) times [\(b.depth), \(b.columns)]")
        // Blocks are written as float32.
        if c.elementType != .float32, b.parts.contains(where: \.isBlocks) {
            let floats = makeTensor(c.shape, .float32)
            product(a, b, residual: residual, into: floats)
            return convert(floats, into: c)
        }
        var operands = QuantizedRows(a)
        if a.rows <= quantizedKernels.most_streamed, b.parts.allSatisfy(\.isBlocks) {
            return stream(&operands, b, residual: residual, into: c)
        }
        var first = 0
        for part in b.parts {
            switch part.layout {
            case .panels(let matrix):
                let rows = matrix.element.rows == a.elementType ? a : operands.floats(on: self)
                multiply(rows, matrix, residual: residual, into: c, firstColumn: first)
            case .blocks(let format, let bytes):
                let quantized = operands.quantized(for: format, on: self)
                multiply(quantized, part, format, bytes, residual: residual, into: c, firstColumn: first)
            }
            first += part.columns
        }
    }

    /// A product of few rows with all parts at once: a thread reads its share of the weight from the beginning to the end,
    /// and knows what it will read after that.
    private func stream(_ operands: inout QuantizedRows, _ weight: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        var streams: [StreamedPart] = [], tasks = 0, column = 0
        for part in weight.parts {
            guard case .blocks(let format, let bytes) = part.layout else { continue }
            let rows = operands.quantized(for: format, on: self)
            streams.append(
                StreamedPart(
                    part, format, bytes, rows: rows, residual: residual, into: c, firstColumn: column, firstTask: tasks)
            )
            column += part.columns
            tasks += streams.last!.taskCount
        }
        // Pointers alone: tasks that count references to shared objects would wait for each other.
        withExtendedLifetime((operands, weight, residual, c)) {
            streams.withUnsafeBufferPointer { streams in
                let threads = workers.threadCount, count = tasks
                func stream(of task: Int) -> UnsafePointer<StreamedPart> {
                    var stream = streams.baseAddress!
                    while task >= stream.pointee.tasks.upperBound { stream += 1 }
                    return stream
                }
                let expected = readOrder.read(UInt(bitPattern: streams[0].panels)) {
                    (0..<threads).map { thread in
                        let task = min(thread * count / threads, count - 1)
                        return UInt(bitPattern: stream(of: task).pointee.start(of: task))
                    }
                }
                workers.readAhead.expect { expected?[$0] }
                let product = quantizedKernels.product!
                workers.run(count) { stream(of: $0).pointee.run($0, product) }
            }
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

extension FrozenPart {
    var isBlocks: Bool {
        if case .blocks = layout { true } else { false }
    }
}

extension Storage {
    var bytes: UnsafeMutablePointer<UInt8> { pointer.assumingMemoryBound(to: UInt8.self) }
}
