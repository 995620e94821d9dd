import Foundations
import Generation

extension SamplingOptions {
    /// The options by the names of their flags; those of steps that are switched off are left out.
    var document: JSONValue {
        var document: JSONObject = [
            "temperature": .number(temperature), "top_k": .integer(topK), "top_p": .number(topP),
            "min_p": .number(minP), "seed": .string("\(seed)"),
        ]
        func add(_ name: String, _ value: Double, unless off: Double) {
            if value != off { document[name] = .number(value) }
        }
        add("typical", typical, unless: 1)
        add("top_n_sigma", topNSigma, unless: 0)
        add("xtc_probability", xtc.probability, unless: 0)
        add("xtc_threshold", xtc.threshold, unless: XTCOptions().threshold)
        add("dynatemp_range", dynamicTemperature.range, unless: 0)
        add("dynatemp_exp", dynamicTemperature.exponent, unless: 1)
        add("repeat_penalty", penalties.repetition, unless: 1)
        add("presence_penalty", penalties.presence, unless: 0)
        add("frequency_penalty", penalties.frequency, unless: 0)
        if penalties.window != PenaltyOptions().window { document["repeat_last_n"] = .integer(penalties.window) }
        if dry.multiplier != 0 {
            document["dry"] = [
                "multiplier": .number(dry.multiplier), "base": .number(dry.base),
                "allowed_length": .integer(dry.allowedLength), "penalty_last_n": .integer(dry.window),
                "sequence_breakers": .array(dry.breakers.map { .string($0) }),
            ]
        }
        if let mirostat {
            document["mirostat"] = ["ent": .number(mirostat.target), "lr": .number(mirostat.learningRate)]
        }
        if !logitBias.isEmpty {
            // JSON has no minus infinity.
            let members = logitBias.sorted { $0.key < $1.key }.map { token, bias in
                JSONObject.Member(key: "\(token)", value: bias.isFinite ? .number(bias) : .string("\(bias)"))
            }
            document["logit_bias"] = .object(JSONObject(members: members))
        }
        return .object(document)
    }
}
