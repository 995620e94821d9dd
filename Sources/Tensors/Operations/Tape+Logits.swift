extension Tape {
    /// The products of rows with the output matrix [vocabulary, width], bent by the softcap: [rows, vocabulary], float32;
    /// and what the backward pass of an update of low rank needs.
    func logits(
        of rows: Tensor, weight: Parameter, softcap: Float?, update: LowRankUpdate?
    ) -> (logits: Tensor, narrowed: [Tensor]) {
        let vocabulary = weight.shape[0]
        let logits = device.makeTensor([rows.rows, vocabulary], .float32)
        let updated = update.map { lowRank(rows, $0, width: vocabulary, residual: nil) }
        if let frozen = weight.frozen {
            precondition(!records, "\(weight.name) was loaded for generation")
            device.product(rows, frozen, residual: updated?.sum, into: logits)
        } else {
            device.product(.byTransposed, rows, weight.value, residual: updated?.sum, into: logits)
        }
        if let softcap { device.softcap(logits, softcap) }
        return (logits, updated?.narrowed ?? [])
    }

    /// The rows whose logits are computed at a time.
    static func logitChunks(rows: Int, vocabulary: Int) -> [Range<Int>] {
        let chunk = max(96, logitsAtOnce / vocabulary)
        return stride(from: 0, to: rows, by: chunk).map { $0..<min(rows, $0 + chunk) }
    }

    /// Logits computed at a time: 8 MB, which a third-level cache holds.
    private static let logitsAtOnce = 2 << 20
}
