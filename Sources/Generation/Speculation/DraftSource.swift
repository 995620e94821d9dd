/// Guesses how a text goes on, for the model to confirm or refute several tokens in one step.
///
/// A guess changes nothing of the text: a token is taken where the sampler chooses it from the model's own logits. It
/// changes only how many steps that takes.
package protocol DraftSource {
    /// The tokens that may follow `tokens`, at most `count` of them; none where there is nothing to go by.
    ///
    /// - Parameter tokens: the whole sequence so far; the same as the last time, longer or shorter.
    mutating func draft(after tokens: [Int32], count: Int) throws -> [Int32]
}
