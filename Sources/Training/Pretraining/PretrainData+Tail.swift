extension PretrainData {
    /// The same data with the last `share` of its training tokens kept for validation, as nanoGPT divides a text.
    ///
    /// - Throws: ``ConfigurationError/unusable(key:reason:)`` where documents were held out already.
    func holdingOutTail(_ share: Double) throws(ConfigurationError) -> PretrainData {
        guard share > 0 else { return self }
        guard heldOut == nil else {
            throw .unusable(
                key: "held_out_tail",
                reason: "\(name) has a held-out part already; build the corpus with --held-out 0, or leave this at 0")
        }
        let cut = train.tokenCount - Int(Double(train.tokenCount) * share)
        var data = self
        data.train = TokenSlice(base: train, range: 0..<cut)
        data.heldOut = TokenSlice(base: train, range: cut..<train.tokenCount)
        return data
    }
}
