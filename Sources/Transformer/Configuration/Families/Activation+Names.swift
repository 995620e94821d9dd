import Foundations
import Tensors

extension Activation {
    /// The name that transformers writes.
    var name: String {
        switch self {
        case .silu: "silu"
        case .gelu: "gelu"
        case .geluTanh: "gelu_pytorch_tanh"
        case .relu: "relu"
        }
    }

    /// Every name that transformers reads.
    fileprivate static let names: [(String, Activation)] = [
        ("silu", .silu), ("swish", .silu), ("gelu", .gelu), ("gelu_python", .gelu), ("gelu_pytorch_tanh", .geluTanh),
        ("gelu_new", .geluTanh), ("gelu_fast", .geluTanh), ("relu", .relu),
    ]
}

extension ConfigurationReader {
    /// The activation at `key`; SiLU where it is missing.
    func activation(_ key: String) throws(ModelError) -> Activation {
        guard let name = try string(key) else { return .silu }
        guard let known = Activation.names.first(where: { $0.0 == name }) else {
            let names = Activation.names.map(\.0).joined(separator: ", ")
            throw refusal("activation '\(name)' is not supported; supported are \(names)")
        }
        return known.1
    }
}
