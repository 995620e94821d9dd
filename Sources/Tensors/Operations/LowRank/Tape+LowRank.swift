/// The products of a low-rank update, forward and backward; the layer that is updated records them with its own.
extension Tape {
    /// What the forward pass of an update leaves.
    struct LowRankRows {
        /// The residual, if any, plus what the update adds: [rows, out], float32.
        let sum: Tensor
        /// x Aᵀ of each part, times its scale: [rows, ranks], in the type of x.
        let narrowed: [Tensor]
    }

    /// What `update` adds to the product of `input` with a weight of `width` rows.
    func lowRank(_ input: Tensor, _ update: LowRankUpdate, width: Int, residual: Tensor?) -> LowRankRows {
        let narrow = device.makeTensor([input.rows, update.narrowing.shape[0]], .float32)
        device.product(
            dropped(input, update.dropout), update.narrowing.packed(for: input.elementType, on: device), residual: nil,
            into: narrow)
        let sum = device.makeTensor([input.rows, width], .float32)
        if update.parts.reduce(0, { $0 + $1.rows.count }) < width {
            if let residual { device.convert(residual, into: sum) } else { sum.clear() }
        }
        let narrowed = update.parts.map { part in
            let rows = device.makeTensor([input.rows, part.ranks.count], input.elementType)
            device.copyColumns(narrow, part.ranks, scale: part.scale * update.keptScale, into: rows, at: 0)
            device.product(
                rows, part.widening.packed(for: input.elementType, on: device), residual: residual, into: sum,
                firstColumn: part.rows.lowerBound)
            return rows
        }
        return LowRankRows(sum: sum, narrowed: narrowed)
    }

    /// Adds to the gradients of an update.
    ///
    /// - Parameters:
    ///   - gradient: That of the result: [rows, out], in the type of `input`.
    ///   - input: What the forward pass began with.
    ///   - narrowed: What it left.
    ///   - reachesInput: Whether the gradient of the input is wanted.
    /// - Returns: What the update adds to the gradient of the input: [rows, in], float32.
    func lowRankBackward(
        _ update: LowRankUpdate, gradient: Tensor, input: Tensor, narrowed: [Tensor], reachesInput: Bool
    ) -> Tensor? {
        let narrowGradient = device.makeTensor([input.rows, update.narrowing.shape[0]], input.elementType)
        for (part, rows) in zip(update.parts, narrowed) {
            var own = gradient
            if part.rows.count < gradient.columns {
                own = device.makeTensor([gradient.rows, part.rows.count], gradient.elementType)
                device.copyColumns(gradient, part.rows, scale: 1, into: own, at: 0)
            }
            device.product(.transposedBy, own, rows, residual: nil, into: part.widening.gradient)
            let inner = device.makeTensor(rows.shape, .float32)
            device.product(.plain, own, part.widening.value, residual: nil, into: inner)
            device.copyColumns(
                inner, 0..<rows.columns, scale: part.scale * update.keptScale, into: narrowGradient,
                at: part.ranks.lowerBound)
        }
        device.product(
            .transposedBy, narrowGradient, dropped(input, update.dropout), residual: nil,
            into: update.narrowing.gradient)
        guard reachesInput else { return nil }
        let inputGradient = device.makeTensor(input.shape, .float32)
        device.product(.plain, narrowGradient, update.narrowing.value, residual: nil, into: inputGradient)
        if let dropout = update.dropout { device.drop(dropout, from: inputGradient, into: inputGradient) }
        return inputGradient
    }

    /// The input without what falls away; what is left is scaled behind A.
    private func dropped(_ input: Tensor, _ dropout: RowDropout?) -> Tensor {
        guard let dropout else { return input }
        let kept = device.makeTensor(input.shape, input.elementType)
        device.drop(dropout, from: input, into: kept)
        return kept
    }
}

extension LowRankUpdate {
    /// The factor on what dropout leaves.
    fileprivate var keptScale: Float { dropout?.scale ?? 1 }
}
