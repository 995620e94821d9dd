/// Makes tokens less probable that the text has lately used. Sources: see ``PenaltyOptions``.
struct RepetitionPenalty: LogitAdjustment {
    let options: PenaltyOptions

    /// How often each token occurs; all 0 between two calls.
    private var counts: [Int32] = []
    /// The tokens that occur.
    private var seen: [Int] = []

    init(_ options: PenaltyOptions) { self.options = options }

    var stage: SamplingStage { .penalties }

    mutating func apply(to logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int32]) {
        if counts.count != logits.count { counts = [Int32](repeating: 0, count: logits.count) }
        seen.removeAll(keepingCapacity: true)
        for token in options.window < 0 ? tokens[...] : tokens.suffix(options.window) {
            let token = Int(token)
            guard counts.indices.contains(token) else { continue }
            if counts[token] == 0 { seen.append(token) }
            counts[token] += 1
        }
        let repetition = Float(options.repetition)
        for token in seen {
            let loss = Float(Double(counts[token]) * options.frequency + options.presence)
            let logit = logits[token]
            logits[token] = (logit > 0 ? logit / repetition : logit * repetition) - loss
            counts[token] = 0
        }
    }
}
