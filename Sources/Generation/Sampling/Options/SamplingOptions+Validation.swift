extension SamplingOptions {
    /// Checks every option against its range.
    ///
    /// - Parameter vocabularySize: the tokens that the model knows, for the tokens of ``logitBias``; nil checks no
    ///   token.
    /// - Throws: ``SamplingError`` naming the first option out of range.
    public func validate(vocabularySize: Int? = nil) throws(SamplingError) {
        try Self.check(
            "temperature", temperature, temperature.isFinite && temperature >= 0, "a finite number, at least 0")
        try Self.check(
            "dynatemp-range", dynamicTemperature.range, 0...1e6 ~= dynamicTemperature.range,
            "at least 0 (0 keeps the temperature fixed)")
        try Self.check(
            "dynatemp-exp", dynamicTemperature.exponent, 0...1e6 ~= dynamicTemperature.exponent,
            "at least 0")
        try Self.check("top-k", topK, topK >= 0, "a whole number, at least 0 (0 keeps all)")
        try Self.check("top-p", topP, topP > 0 && topP <= 1, "above 0 and at most 1 (1 keeps all)")
        try Self.check("min-p", minP, 0...1 ~= minP, "from 0 to 1 (0 keeps all)")
        try Self.check("typical", typical, typical > 0 && typical <= 1, "above 0 and at most 1 (1 keeps all)")
        try Self.check(
            "top-n-sigma", topNSigma, topNSigma.isFinite && topNSigma >= 0, "a finite number, at least 0 (0 keeps all)")
        try Self.check("xtc-probability", xtc.probability, 0...1 ~= xtc.probability, "from 0 (never) to 1 (always)")
        try Self.check(
            "xtc-threshold", xtc.threshold, xtc.threshold > 0 && xtc.threshold <= 0.5,
            "above 0 and at most 0.5: no two tokens have more")
        try checkPenalties()
        if let mirostat {
            try Self.check(
                "mirostat-ent", mirostat.target, mirostat.target > 0 && mirostat.target <= 100,
                "above 0 and at most 100 bits")
            try Self.check(
                "mirostat-lr", mirostat.learningRate, mirostat.learningRate > 0 && mirostat.learningRate <= 1,
                "above 0 and at most 1")
        }
        for (token, bias) in logitBias.sorted(by: { $0.key < $1.key }) {
            if token < 0 || vocabularySize.map({ Int(token) >= $0 }) == true {
                throw .unknownToken(token, vocabularySize: vocabularySize)
            }
            try Self.check(
                "logit-bias of token \(token)", bias, bias == -.infinity || abs(bias) <= 1e6,
                "from -1000000 to 1000000, or -inf to forbid the token")
        }
    }

    private func checkPenalties() throws(SamplingError) {
        let window = "at least 0, or -1 for the whole sequence"
        try Self.check("repeat-last-n", penalties.window, penalties.window >= -1, window)
        try Self.check(
            "repeat-penalty", penalties.repetition, penalties.repetition > 0 && penalties.repetition <= 100,
            "above 0 and at most 100 (1 changes nothing)")
        try Self.check(
            "presence-penalty", penalties.presence, abs(penalties.presence) <= 100,
            "from -100 to 100 (0 changes nothing)")
        try Self.check(
            "frequency-penalty", penalties.frequency, abs(penalties.frequency) <= 100,
            "from -100 to 100 (0 changes nothing)")
        try Self.check("dry-multiplier", dry.multiplier, 0...100 ~= dry.multiplier, "from 0 (off) to 100")
        try Self.check("dry-base", dry.base, 1...100 ~= dry.base, "from 1 to 100")
        try Self.check("dry-allowed-length", dry.allowedLength, dry.allowedLength >= 1, "at least 1 token")
        try Self.check("dry-penalty-last-n", dry.window, dry.window >= -1, window)
        try Self.check(
            "dry-sequence-breaker", "\"\"", !dry.breakers.contains(where: \.utf8.isEmpty), "at least one character")
    }

    private static func check(
        _ name: String, _ value: some CustomStringConvertible, _ isValid: Bool, _ requirement: String
    ) throws(SamplingError) {
        if !isValid { throw .invalidOption(name: name, value: value.description, requirement: requirement) }
    }
}
