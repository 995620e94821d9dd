import CKernels

extension CPUDevice {
    /// A product of few rows with all parts at once: a thread reads its share of the weight from the beginning to the end,
    /// and knows what it will read after that.
    func stream(_ operands: inout QuantizedRows, _ weight: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        var streams: [StreamedPart] = [], tasks = 0, column = 0
        for part in weight.parts {
            streams.append(
                stream(part, &operands, residual: residual, into: c, firstColumn: column, firstTask: tasks))
            column += part.columns
            tasks = streams.last!.tasks.upperBound
        }
        // Pointers alone: tasks that count references to shared objects would wait for each other.
        withExtendedLifetime((operands, weight, residual, c)) {
            streams.withUnsafeBufferPointer { streams in
                let start = { (task: Int) in streams.first { $0.tasks.contains(task) }!.start(of: task) }
                readOn(tasks, start: start) { tasks in
                    for part in streams.indices {
                        let own = tasks.clamped(to: streams[part].tasks)
                        if !own.isEmpty { streams[part].run(own) }
                    }
                }
            }
        }
    }

    /// A product of few rows with gate and up beside each other, and the activation of what a task has computed at once.
    ///
    /// - Returns: False where the parts of the weight do not lie alike; nothing is written then.
    func streamGated(
        _ operands: inout QuantizedRows, _ weight: FrozenMatrix, _ activation: Activation, into output: Tensor
    ) -> Bool {
        let rows = output.rows, width = output.columns
        guard output.elementType == .float32, weight.parts.map(\.columns) == [width, width] else { return false }
        let wide = makeTensor([rows, 2 * width], .float32)
        let streams = weight.parts.map {
            stream($0, &operands, residual: nil, into: wide, firstColumn: 0, firstTask: 0)
        }
        guard streams[0].columnsPerTask == streams[1].columnsPerTask else { return false }
        let activate = kernels.gated_activation_f32!, function = activation.kernel
        let products = wide.float, activated = output.float
        withExtendedLifetime((operands, weight, wide, output)) {
            streams.withUnsafeBufferPointer { streams in
                let gate = streams.baseAddress!, up = gate + 1
                readOn(gate.pointee.tasks.count, start: { gate.pointee.start(of: $0) }) { tasks in
                    var rest = tasks
                    while !rest.isEmpty {
                        let some = rest.prefix(Self.gatedTasks)
                        rest = rest.dropFirst(some.count)
                        let columns = gate.pointee.columns(of: some), first = 2 * columns.lowerBound
                        gate.pointee.run(some, at: first)
                        up.pointee.run(some, at: first + columns.count)
                        for row in 0..<rows {
                            activate(
                                function, products + row * 2 * width + first,
                                activated + row * width + columns.lowerBound, 1, columns.count)
                        }
                    }
                }
            }
        }
        return true
    }

    /// Tasks of the gate before as many of up: enough to read straight on, few enough to be in the cache still.
    private static let gatedTasks = 4

    /// A part of a weight, in the form that its layout asks for.
    private func stream(
        _ part: FrozenPart, _ operands: inout QuantizedRows, residual: Tensor?, into c: Tensor, firstColumn: Int,
        firstTask: Int
    ) -> StreamedPart {
        switch part.layout {
        case .blocks(let format, let bytes):
            let blocks = StreamedBlocks(
                format, rows: operands.quantized(for: format, on: self), depth: part.depth, residual: residual,
                into: c, firstColumn: firstColumn, quantizedKernels)
            return StreamedPart(part, blocks, bytes, firstTask: firstTask)
        case .panels(let matrix):
            let floats = StreamedFloats(
                matrix, rows: operands.checkedRows(for: matrix, on: self), residual: residual, into: c,
                firstColumn: firstColumn, kernel(for: matrix.element))
            return StreamedPart(matrix, floats, firstTask: firstTask)
        }
    }

    /// Runs tasks that read a weight from `start(of: 0)` on, and lets waiting threads ask for the one that is read next.
    private func readOn(
        _ count: Int, start: (_ task: Int) -> UnsafeMutablePointer<UInt8>, _ body: (_ tasks: Range<Int>) -> Void
    ) {
        let threads = workers.threadCount
        let expected = readOrder.read(UInt(bitPattern: start(0))) {
            (0..<threads).map { UInt(bitPattern: start(min($0 * count / threads, count - 1))) }
        }
        workers.readAhead.expect { expected?[$0] }
        workers.run(ranges: count, body)
    }
}
