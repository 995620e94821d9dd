extension CPUDevice {
    /// Multiplies with oneDNN, a block of rows of the result a task, each on one thread.
    ///
    /// The blocks depend on the shape alone and each element is summed within one call, so that the result does not
    /// depend on the number of threads.
    func oneDNNProduct(_ form: ProductForm, _ a: Tensor, _ b: Tensor, residual: Tensor?, into c: Tensor) {
        let b = matched(b, to: a.elementType)
        var target = c
        if c.elementType != .float32, residual != nil || a.elementType == .float32 {
            // The sum with a residual needs float32, and oneDNN turns float32 operands into nothing else; the result is
            // converted at the end.
            target = makeTensor(c.shape, .float32)
        }
        if let residual, residual.pointer != target.pointer { convert(residual, into: target) }
        let accumulates = residual != nil || form == .transposedBy
        let depth = form == .transposedBy ? a.rows : a.columns
        guard let library = oneDNN else { preconditionFailure("this device was made without oneDNN") }
        let block = library.threadCount == 1 ? Self.rowBlock(rows: target.rows) : target.rows
        let blocks = (target.rows + block - 1) / block
        func key(_ rows: Int) -> OneDNN.Key {
            OneDNN.Key(
                rows: rows, columns: target.columns, depth: depth, aTransposed: form == .transposedBy,
                bTransposed: form == .byTransposed, inputType: a.elementType, outputType: target.elementType,
                aStride: a.columns, bStride: b.columns, cStride: target.columns, accumulates: accumulates)
        }
        let whole = library.primitive(for: key(min(block, target.rows)))
        let rest = target.rows % block
        let last = rest == 0 ? whole : library.primitive(for: key(rest))
        workers.run(blocks) { task in
            let primitive = rest != 0 && task == blocks - 1 ? last : whole
            let row = task * block
            let first = form == .transposedBy ? row : row * a.columns
            let scratch = buffers.lend(max(primitive.scratchBytes, 64))
            library.run(
                primitive, a: a.pointer + first * a.elementType.byteCount, b: b.pointer,
                c: target.pointer + row * target.columns * target.elementType.byteCount, scratch: scratch.pointer)
        }
        if target.pointer != c.pointer { convert(target, into: c) }
    }

    private func matched(_ tensor: Tensor, to elementType: ElementType) -> Tensor {
        guard tensor.elementType != elementType else { return tensor }
        let converted = makeTensor(tensor.shape, elementType)
        convert(tensor, into: converted)
        return converted
    }

    /// Rows a call multiplies: large enough for the library's blocking, small enough to share among threads.
    static func rowBlock(rows: Int) -> Int {
        let wanted = max(64, (rows + 15) / 16)
        return (wanted + 31) / 32 * 32
    }

    /// The version of oneDNN in use.
    public static var oneDNNVersion: String { OneDNN.version }
}
