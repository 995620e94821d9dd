import Transformer

extension PreferenceData {
    /// Finds out before anything is made that the data cannot be trained on.
    func check(_ settings: PreferenceConfiguration, _ base: ModelConfiguration) throws {
        if let adapter = settings.adapter { try adapter.check(for: base) }
        guard !train.isEmpty else { throw PreferenceError.noExamples(data: name) }
        if longest > settings.sequenceLength! {
            throw PreferenceError.textTooLong(tokens: longest, context: settings.sequenceLength!, data: name)
        }
        for text in (train + heldOut).flatMap(\.texts) {
            if let token = text.tokens.first(where: { $0 < 0 || Int($0) >= base.vocabularySize }) {
                throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: base.vocabularySize)
            }
        }
        let isJudged = train.contains { if case .judged = $0.verdict { true } else { false } }
        if isJudged != (settings.loss == .kto) { throw PreferenceError.otherVerdicts(data: name, loss: settings.loss) }
    }
}
