extension TokenDataset {
    /// The tokens of the document that holds token number `position`, its end-of-text token included.
    ///
    /// A dataset without an end-of-text token is one document.
    ///
    /// - Precondition: `position` lies within `0 ..< count`.
    public func document(at position: Int) -> Range<Int> {
        precondition(position >= 0 && position < count, "a token beyond the end of the dataset")
        guard let end = endOfTextToken else { return 0..<count }
        let step = 4096
        var first = 0
        var high = position
        while high > 0 {
            let low = max(high - step, 0)
            if let found = tokens(in: low..<high).lastIndex(of: end) {
                first = low + found + 1
                break
            }
            high = low
        }
        var low = position
        while low < count {
            let high = min(low + step, count)
            if let found = tokens(in: low..<high).firstIndex(of: end) { return first..<(low + found + 1) }
            low = high
        }
        return first..<count
    }
}
