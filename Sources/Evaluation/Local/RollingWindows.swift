/// Cuts a text into windows so that each token is scored once.
///
/// The first window scores all of its tokens; each further one begins with the last `overlap` tokens of the one before,
/// which are its context, and scores the rest. With an overlap of 1 every token is read once, with more every token
/// after the first window has at least so many before it.
package enum RollingWindows {
    /// The windows of `tokens`, of which the first stands before the text and is not scored.
    ///
    /// - Parameters:
    ///   - size: tokens of a window that the model reads; the last token is scored without being read.
    ///   - overlap: at least 1, below `size`.
    package static func windows(of tokens: [Int32], size: Int, overlap: Int) -> [ScoredTokens] {
        precondition(overlap > 0 && overlap < max(size, 2), "windows of \(size) that overlap by \(overlap)")
        var windows: [ScoredTokens] = [], scored = 1
        while scored < tokens.count {
            let start = max(0, scored - (windows.isEmpty ? 1 : overlap))
            let end = min(tokens.count, start + size + 1)
            windows.append(ScoredTokens(Array(tokens[start..<end]), firstScored: scored - start))
            scored = end
        }
        return windows
    }
}
