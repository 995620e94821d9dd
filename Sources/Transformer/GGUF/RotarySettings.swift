import Foundations

/// The rotary settings of a `config.json`, in any of the spellings that transformers has had.
struct RotarySettings {
    /// The base of the frequencies.
    let theta: Double
    /// The base in layers that see a window alone, where it differs.
    let localTheta: Double?
    /// How much of each head turns.
    let turnedShare: Double
    /// How the frequencies are stretched; nil where they are not.
    let scaling: ConfigurationReader?

    init(_ reader: ConfigurationReader) throws(ModelError) {
        func part(_ object: JSONObject?) -> ConfigurationReader? {
            object.map { ConfigurationReader(json: .object($0), file: reader.file) }
        }
        var parameters = part(try reader.object("rope_parameters"))
        var local: ConfigurationReader?
        if let all = parameters, let full = try all.object("full_attention") {
            local = part(try all.object("sliding_attention"))
            parameters = part(full)
        }
        let older = part(try reader.object("rope_scaling"))
        func first(_ key: String, _ nested: ConfigurationReader?) throws(ModelError) -> Double? {
            if let value = try reader.double(key) { return value }
            return try nested?.double(key)
        }
        theta = try first("rope_theta", parameters) ?? 10_000
        let beside = try local?.double("rope_theta")
        localTheta = try reader.double("rope_local_base_freq") ?? beside
        turnedShare = try first("partial_rotary_factor", parameters) ?? 1
        scaling = older ?? parameters
    }
}
