extension FineTuneExample {
    /// The beginning of the example that takes at most `limit` positions of a sequence: the rules and the first turns
    /// stay, the end is cut.
    ///
    /// The cut comes behind the last turn of the assistant that fits as a whole, so that what is learned ends as it should.
    /// Where not even the first one fits, it comes in its middle, at the last token that fits: then no end of a turn is
    /// learned, and none that is wrong either.
    ///
    /// - Returns: the beginning; nil where no token of it would carry loss.
    package func cut(toPositions limit: Int) -> FineTuneExample? {
        if positionCount <= limit { return self }
        // The last token is only predicted, and takes no position.
        let kept = limit + 1
        let ends = (1..<kept).filter { isTrained[$0] && !isTrained[$0 + 1] }
        if let end = ends.last { return prefix(end + 1) }
        return isTrained[1..<kept].contains(true) ? prefix(kept) : nil
    }
}
