import Foundations

/// Phi 3 and 4: one tensor for queries, keys and values, one for gate and up; heads turned in part, LongRoPE.
struct Phi3Format: FamilyFormat {
    let architecture = "Phi3ForCausalLM"
    let defaults: JSONObject = [
        "max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "original_max_position_embeddings": 4096,
    ]

    func read(_ file: ConfigurationReader) throws(ModelError) -> ModelConfiguration {
        var configuration = try readCommon(file)
        configuration.slidingWindow = try file.int("sliding_window")
        return configuration
    }

    func write(_ configuration: ModelConfiguration) -> JSONObject {
        var object = writeCommon(configuration)
        object["sliding_window"] = configuration.slidingWindow.map { .integer($0) } ?? .null
        // What stands beside the rotary parameters goes first in transformers, which has a default for it.
        object["original_max_position_embeddings"] = .integer(originalPositions(configuration))
        object["resid_pdrop"] = .number(0)
        object["embd_pdrop"] = .number(0)
        // Left out, transformers takes a token of its own, which a small vocabulary may not have.
        object["pad_token_id"] = .null
        return object
    }

    private func originalPositions(_ configuration: ModelConfiguration) -> Int {
        if case .longrope(let scaling) = configuration.ropeScaling { return scaling.originalPositions }
        return configuration.maximumPositions
    }
}
