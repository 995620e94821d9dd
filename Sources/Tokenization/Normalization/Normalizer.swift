/// Rewrites text before it is cut into pieces: case, composed characters, spaces and their signs.
package protocol Normalizer: Sendable {
    /// Appends the normalized form of `text` to `result`.
    ///
    /// `text` should be UTF-8; bytes that are not take the form that the original engine gives them, and never stop
    /// the work.
    func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8])
}
