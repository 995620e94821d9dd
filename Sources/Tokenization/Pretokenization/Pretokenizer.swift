/// Cuts normalized text into the pieces that the model turns into ids one by one.
package protocol Pretokenizer: Sendable {
    /// Cuts or rewrites the pieces of `text`.
    func cut(_ text: inout PretokenizedText)
}
