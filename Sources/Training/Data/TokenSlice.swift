/// A stretch of a longer sequence of tokens, as a sequence of its own.
struct TokenSlice: TokenSource {
    let base: any TokenSource
    let range: Range<Int>

    var tokenCount: Int { range.count }

    func read(_ range: Range<Int>, into tokens: inout [Int32]) {
        let start = self.range.lowerBound
        base.read(start + range.lowerBound..<start + range.upperBound, into: &tokens)
    }
}
