/// A turn that the policy took in an episode: the tokens it read, and those it chose.
package struct EpisodeTurn: Sendable, Hashable {
    package let prompt: [Int32]
    package let generated: [Int32]

    package init(prompt: [Int32], generated: [Int32]) {
        self.prompt = prompt
        self.generated = generated
    }
}

extension [EpisodeTurn] {
    /// The whole text of the turns, and for each token whether the policy chose it.
    ///
    /// A conversation is written anew for every turn. Where that writes an earlier turn otherwise than the policy did, the
    /// text is what the policy read last, and what stands from there on was not chosen by it.
    package var text: (tokens: [Int32], isTrained: [Bool]) {
        var tokens: [Int32] = []
        var isTrained: [Bool] = []
        for turn in self {
            let shared = zip(tokens, turn.prompt).prefix { $0 == $1 }.count
            isTrained = isTrained.prefix(shared) + [Bool](repeating: false, count: turn.prompt.count - shared)
            isTrained += [Bool](repeating: true, count: turn.generated.count)
            tokens = turn.prompt + turn.generated
        }
        return (tokens, isTrained)
    }
}
