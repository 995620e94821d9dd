/// A split pattern as a function over bytes: where the piece ends that begins at a place.
///
/// Types, not values, so that the compiler makes a loop of its own for each pattern.
protocol SplitScanner {
    /// The end of the piece that begins at `start`, which is below `limit`; the text ends at `limit`.
    static func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int
}
