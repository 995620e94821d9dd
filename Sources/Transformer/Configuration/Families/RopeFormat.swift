import Foundations

/// Rotary positions in all spellings of `config.json`: `rope_theta` beside `rope_scaling`, or `rope_parameters` with
/// everything inside, for all layers or for each type of layer, the kind under `rope_type` or `type`.
enum RopeFormat {
    /// Kinds of scaling that are computed here.
    private static let kinds = ["default", "linear", "llama3", "yarn", "longrope"]

    static func read(_ file: ConfigurationReader, into configuration: inout ModelConfiguration) throws(ModelError) {
        let theta = try file.double("rope_theta") ?? 10_000
        configuration.rotaryShare = try file.double("partial_rotary_factor") ?? 1
        configuration.ropeTheta = theta
        // An empty object says no more than a missing one.
        var written = try file.object("rope_scaling")
        if written?.members.isEmpty ?? true { written = try file.object("rope_parameters") }
        guard let written else { return }
        let parameters = ConfigurationReader(json: .object(written), file: file.file)
        let full = try parameters.object(LayerTypes.full), local = try parameters.object(LayerTypes.window)
        guard full != nil || local != nil else {
            let rope = try read(parameters, theta: theta, file, into: &configuration)
            (configuration.ropeTheta, configuration.ropeScaling) = (rope.theta, rope.scaling)
            return
        }
        if let full {
            let reader = ConfigurationReader(json: .object(full), file: file.file)
            let rope = try read(reader, theta: theta, file, into: &configuration)
            (configuration.ropeTheta, configuration.ropeScaling) = (rope.theta, rope.scaling)
        }
        if let local {
            let reader = ConfigurationReader(json: .object(local), file: file.file)
            let theta = try file.double("rope_local_base_freq") ?? theta
            configuration.localRope = try read(reader, theta: theta, file, into: &configuration)
        }
    }

    /// One set of parameters; what concerns the whole model is taken from `file`.
    private static func read(
        _ rope: ConfigurationReader, theta: Double, _ file: ConfigurationReader,
        into configuration: inout ModelConfiguration
    ) throws(ModelError) -> RotaryParameters {
        if let share = try rope.double("partial_rotary_factor") { configuration.rotaryShare = share }
        let scaling = try scaling(rope, file, positions: configuration.maximumPositions)
        return RotaryParameters(theta: try rope.double("rope_theta") ?? theta, scaling: scaling)
    }

    private static func scaling(
        _ rope: ConfigurationReader, _ file: ConfigurationReader, positions: Int
    ) throws(ModelError) -> RotaryScaling {
        var kind = "default"
        for key in ["type", "rope_type"] { kind = try rope.string(key) ?? kind }
        // The first files of Phi 3 call LongRoPE "su" or "yarn".
        if kind == "su" || kind == "yarn", rope.json["short_factor"] != nil { kind = "longrope" }
        let named = kind
        func number(_ key: String) throws(ModelError) -> Double {
            guard let value = try rope.double(key) else { throw rope.refusal("rotary scaling \(named) lacks '\(key)'") }
            return value
        }
        // Phi 3 writes the original context beside the rotary parameters, where it goes first.
        var original = positions
        for reader in [rope, file] { original = try reader.int("original_max_position_embeddings") ?? original }
        let stretch = try rope.double("factor") ?? Double(positions) / Double(max(original, 1))
        switch kind {
        case "default": return .none
        case "linear": return .linear(factor: try number("factor"))
        case "llama3":
            return .llama3(
                RotaryScaling.Llama3(
                    factor: try number("factor"), lowFrequencyFactor: try number("low_freq_factor"),
                    highFrequencyFactor: try number("high_freq_factor"), originalPositions: original))
        case "yarn":
            var attention = try rope.double("attention_factor")
            if attention == nil, let scale = try rope.double("mscale"), let all = try rope.double("mscale_all_dim"),
                scale != 0, all != 0
            {
                attention =
                    RotaryScaling.Yarn.attentionFactor(stretch: stretch, scale: scale)
                    / RotaryScaling.Yarn.attentionFactor(stretch: stretch, scale: all)
            }
            return .yarn(
                RotaryScaling.Yarn(
                    factor: stretch, originalPositions: original, attentionFactor: attention,
                    fastTurns: try rope.double("beta_fast") ?? 32, slowTurns: try rope.double("beta_slow") ?? 1,
                    truncates: try rope.bool("truncate") ?? true))
        case "longrope":
            guard let short = try rope.doubles("short_factor"), let long = try rope.doubles("long_factor") else {
                throw rope.refusal("rotary scaling \(named) lacks 'short_factor' or 'long_factor'")
            }
            return .longrope(
                RotaryScaling.LongRope(
                    shortFactors: short, longFactors: long, originalPositions: original, stretch: stretch,
                    attentionFactor: try rope.double("attention_factor")))
        default:
            throw rope.refusal(
                "rotary scaling '\(kind)' is not supported; supported are \(kinds.joined(separator: ", "))")
        }
    }

    /// The members for a configuration whose layers share their parameters.
    static func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object: JSONObject = ["rope_theta": .number(configuration.ropeTheta)]
        if configuration.rotaryShare != 1 { object["partial_rotary_factor"] = .number(configuration.rotaryShare) }
        if let scaling = write(configuration.ropeScaling, positions: configuration.maximumPositions) {
            object["rope_scaling"] = .object(scaling)
        }
        return object
    }

    /// One set of parameters with everything inside.
    static func write(_ parameters: RotaryParameters, positions: Int) -> JSONValue {
        var object = write(parameters.scaling, positions: positions) ?? ["rope_type": "default"]
        object["rope_theta"] = .number(parameters.theta)
        return .object(object)
    }

    private static func write(_ scaling: RotaryScaling, positions: Int) -> JSONObject? {
        switch scaling {
        case .none: nil
        case .linear(let factor): ["rope_type": "linear", "factor": .number(factor)]
        case .llama3(let scaling):
            [
                "rope_type": "llama3", "factor": .number(scaling.factor),
                "low_freq_factor": .number(scaling.lowFrequencyFactor),
                "high_freq_factor": .number(scaling.highFrequencyFactor),
                "original_max_position_embeddings": .integer(scaling.originalPositions),
            ]
        case .yarn(let scaling):
            [
                "rope_type": "yarn", "factor": .number(scaling.factor),
                "attention_factor": .number(scaling.attentionFactor), "beta_fast": .number(scaling.fastTurns),
                "beta_slow": .number(scaling.slowTurns), "truncate": .bool(scaling.truncates),
                "original_max_position_embeddings": .integer(scaling.originalPositions),
            ]
        case .longrope(let scaling):
            [
                "rope_type": "longrope", "short_factor": .array(scaling.shortFactors.map { .number($0) }),
                "long_factor": .array(scaling.longFactors.map { .number($0) }),
                "factor": .number(Double(positions) / Double(scaling.originalPositions)),
                "attention_factor": .number(scaling.attentionFactor),
                "original_max_position_embeddings": .integer(scaling.originalPositions),
            ]
        }
    }
}
