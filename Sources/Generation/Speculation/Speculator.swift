/// Guesses for one text, as often and as long as it has paid.
package struct Speculator {
    private var source: any DraftSource
    private var gauge: SpeculationGauge

    /// nil where nothing is to be guessed.
    ///
    /// - Parameter draftModel: what guesses where the request asks for a model's guesses.
    package init?(_ speculation: Speculation, draftModel: DraftModel? = nil) {
        switch speculation {
        case .none: return nil
        case .promptLookup(let longest):
            source = PromptLookup()
            gauge = SpeculationGauge(longest: longest)
        case .draftModel(let longest):
            guard let draftModel else { return nil }
            source = draftModel
            gauge = SpeculationGauge(longest: longest)
        }
    }

    /// Guesses what follows `tokens`.
    ///
    /// - Parameter room: how many more tokens the text may have; the last of them needs no guess after it.
    package mutating func draft(after tokens: [Int32], room: Int) throws -> [Int32] {
        let count = min(gauge.draftLength, room - 1)
        return count > 0 ? try source.draft(after: tokens, count: count) : []
    }

    /// Notes a step: the tokens guessed, those that it made, and its time.
    package mutating func note(guessed: Int, made: Int, duration: Duration) {
        gauge.note(guessed: guessed, made: made, seconds: duration / .seconds(1))
    }
}
