public import Foundations

/// `config.json` as Hugging Face's transformers writes and reads it.
extension ModelConfiguration {
    /// Reads a configuration; `file` names it in errors.
    public init(json: JSONValue, file: String) throws(ModelError) {
        self = try Self.parse(json, file: file)
        // Kept only where the choices alone would not lead back to it.
        if let family, Self.family(of: self) == family { self.family = nil }
    }

    private static func parse(_ json: JSONValue, file: String) throws(ModelError) -> ModelConfiguration {
        let whole = ConfigurationReader(json: json, file: file)
        guard var type = try whole.string("model_type") else { throw whole.refusal("'model_type' is missing") }
        var json = json
        // The text part of a model that also sees.
        if type == "gemma3", let text = try whole.object("text_config") {
            (json, type) = (.object(text), ModelFamily.gemma3.rawValue)
        }
        guard let family = ModelFamily(rawValue: type) else {
            let known = ModelFamily.allCases.map(\.rawValue).joined(separator: ", ")
            throw whole.refusal("model type '\(type)' is not supported; supported are \(known)")
        }
        if let quantization = try whole.object("quantization_config") {
            let method = quantization["quant_method"]?.string ?? "a method it does not name"
            throw whole.refusal("weights quantized by \(method) are not supported")
        }
        let reader = ConfigurationReader(json: json, file: file, defaults: family.format.defaults)
        var configuration = try family.format.read(reader)
        configuration.family = family
        var beginning = try whole.tokens("bos_token_id")
        if beginning.isEmpty { beginning = try reader.tokens("bos_token_id") }
        if beginning.count > 1 { throw whole.refusal("'bos_token_id' must be one token") }
        configuration.beginOfTextToken = beginning.first
        configuration.endOfTextTokens = try whole.tokens("eos_token_id")
        if configuration.endOfTextTokens.isEmpty { configuration.endOfTextTokens = try reader.tokens("eos_token_id") }
        do { try configuration.validate() } catch { throw whole.refusal("\(error)") }
        return configuration.canonical
    }

    /// The first family whose files say all that the configuration does; nil where none has these choices.
    private static func family(of configuration: ModelConfiguration) -> ModelFamily? {
        ModelFamily.allCases.first { configuration.isWritten(as: $0) }
    }

    /// Whether a file of `family` says all that the configuration does.
    private func isWritten(as family: ModelFamily) -> Bool {
        guard var read = try? Self.parse(json(of: family), file: "config.json") else { return false }
        read.family = self.family
        return read == canonical
    }

    /// The family whose files the configuration is written as.
    func writtenFamily() throws(ModelError) -> ModelFamily {
        if let family, isWritten(as: family) { return family }
        if let family = Self.family(of: self) { return family }
        throw ModelError.invalidConfiguration(
            "no family of transformers makes these choices together, so the model cannot be saved")
    }

    /// The configuration as `config.json`.
    public func json() throws(ModelError) -> JSONValue {
        json(of: try writtenFamily())
    }

    private func json(of family: ModelFamily) -> JSONValue {
        let format = family.format
        var object: JSONObject = [
            "architectures": .array([.string(format.architecture)]),
            "model_type": .string(family.rawValue),
        ]
        object.members += format.write(self).members
        object["torch_dtype"] = "float32"
        object.members += specialTokens.members
        return .object(object)
    }

    /// `generation_config.json`: what a generator must know beside the weights.
    func generationJSON() -> JSONValue {
        var object: JSONObject = ["_from_model_config": true]
        object.members += specialTokens.members
        return .object(object)
    }

    private var specialTokens: JSONObject {
        let end: JSONValue =
            switch endOfTextTokens.count {
            case 0: .null
            case 1: .integer(Int(endOfTextTokens[0]))
            default: .array(endOfTextTokens.map { .integer(Int($0)) })
            }
        return ["bos_token_id": beginOfTextToken.map { .integer(Int($0)) } ?? .null, "eos_token_id": end]
    }
}
