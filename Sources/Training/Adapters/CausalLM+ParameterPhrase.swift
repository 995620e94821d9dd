import Transformer

extension CausalLM {
    /// How many numbers the model has, and how many of them are trained, in words.
    var parameterPhrase: String {
        let adapter = adapter.map {
            ", of which an adapter of \(FigureFormat.count(Double($0.parameterCount))) more is trained"
        }
        return "\(FigureFormat.count(Double(parameterCount))) parameters\(adapter ?? "")"
    }
}
