import Transformer

extension PromptData {
    /// Finds out before anything is made that the prompts cannot be answered.
    func check(_ base: ModelConfiguration) throws {
        guard !train.isEmpty else { throw RolloutError.noPrompts(data: name) }
        for task in train + heldOut {
            if task.tokens.count >= base.maximumPositions || task.tokens.isEmpty {
                throw RolloutError.promptTooLong(
                    tokens: task.tokens.count, context: base.maximumPositions, data: name)
            }
            if let token = task.tokens.first(where: { $0 < 0 || Int($0) >= base.vocabularySize }) {
                throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: base.vocabularySize)
            }
        }
    }
}
