internal import Tokenization

/// The steps that some options ask for, in order; those that would change nothing are left out.
struct SamplingChain {
    private(set) var adjustments: [any LogitAdjustment] = []
    private(set) var filters: [any CandidateFilter] = []
    /// The last filter, where it is on: its bound moves from token to token.
    var mirostat: Mirostat?
    private let highestBiasedToken: Int

    /// - Throws: ``SamplingError`` if an option is out of range.
    init(_ options: SamplingOptions, tokenizer: Tokenizer?) throws(SamplingError) {
        try options.validate()
        let bias = LogitBias(options.logitBias)
        highestBiasedToken = bias.highestToken
        if !options.logitBias.isEmpty { adjustments.append(bias) }
        if options.penalties.changesLogits { adjustments.append(RepetitionPenalty(options.penalties)) }
        if options.dry.changesLogits {
            adjustments.append(
                SequenceRepetition(options: options.dry, breakers: try Self.breakers(options.dry, tokenizer)))
        }
        if options.isGreedy { return }
        if options.mirostat == nil {
            if options.topNSigma > 0 { filters.append(TopNSigma(deviations: options.topNSigma)) }
            if options.topK > 0 { filters.append(TopK(count: options.topK)) }
            if options.typical < 1 { filters.append(Typical(mass: options.typical)) }
            if options.topP < 1 { filters.append(TopP(mass: options.topP)) }
            if options.minP > 0 { filters.append(MinP(share: options.minP)) }
            if options.xtc.probability > 0 { filters.append(ExcludeTopChoices(options: options.xtc)) }
        }
        if options.temperature != 1 || options.dynamicTemperature.range != 0 {
            filters.append(Temperature(value: options.temperature, dynamic: options.dynamicTemperature))
        }
        mirostat = options.mirostat.map(Mirostat.init)
    }

    private static func breakers(
        _ options: DRYOptions, _ tokenizer: Tokenizer?
    ) throws(SamplingError) -> SequenceBreakers? {
        if options.breakers.isEmpty { return nil }
        guard let tokenizer else {
            throw .invalidOption(
                name: "dry-sequence-breaker", value: "\(options.breakers)",
                requirement: "given together with a tokenizer, or left out")
        }
        return SequenceBreakers(options.breakers, tokenizer: tokenizer)
    }

    /// Changes a row of logits.
    ///
    /// - Parameter observe: told after each step.
    /// - Throws: ``SamplingError/unknownToken(_:vocabularySize:)`` if a biased token is not in the row.
    mutating func adjust(
        _ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int32],
        observe: (SamplingStage) throws(SamplingError) -> Void = { _ in }
    ) throws(SamplingError) {
        guard highestBiasedToken < logits.count else {
            throw .unknownToken(Int32(highestBiasedToken), vocabularySize: logits.count)
        }
        for index in adjustments.indices {
            adjustments[index].apply(to: logits, after: tokens)
            try observe(adjustments[index].stage)
        }
    }

    /// Leaves out candidates, and sets the temperature.
    ///
    /// - Parameter observe: told after each step.
    func filter(
        _ candidates: inout CandidateSet, draws: SamplingDraws,
        observe: (SamplingStage, inout CandidateSet) -> Void = { _, _ in }
    ) {
        for filter in filters {
            filter.apply(to: &candidates, draws: draws)
            observe(filter.stage, &candidates)
        }
        if let mirostat {
            mirostat.apply(to: &candidates, draws: draws)
            observe(mirostat.stage, &candidates)
        }
    }
}
