import Checkpoints
import Foundation
import Foundations

/// What weights on disk hold, whether or not the model they belong to is supported.
struct CheckpointSummary {
    let checkpoint: any Checkpoint
    /// What a GGUF file says of itself; none for safetensors.
    let metadata: GGUFMetadata?

    init(_ checkpoint: any Checkpoint) {
        self.checkpoint = checkpoint
        metadata = (checkpoint as? GGUFSet)?.metadata
    }

    /// The types of elements in the order of first use, with how many tensors and bytes have them.
    private var types: [(name: String, tensors: Int, bytes: Int)] {
        checkpoint.checkpointTensors.reduce(into: []) { types, tensor in
            let name = tensor.encoding.name
            let index = types.firstIndex { $0.name == name } ?? types.endIndex
            if index == types.endIndex { types.append((name, 0, 0)) }
            types[index].tensors += 1
            types[index].bytes += tensor.byteCount
        }
    }

    /// A line a type.
    func typeLines() -> [String] {
        types.map { type in
            "            \(type.name.padding(toLength: 8, withPad: " ", startingAt: 0))"
                + "\(String(type.tensors).leftPadded(to: 5)) tensors \(Figures.megabytes(type.bytes).leftPadded(to: 14))"
        }
    }

    /// A line for each value that a GGUF file carries; long texts and arrays are shortened.
    func metadataLines() -> [String] {
        (metadata?.entries ?? []).map { "  \($0.key) = \(Self.text(of: $0.value))" }
    }

    /// A line a tensor.
    func tensorLines() -> [String] {
        checkpoint.checkpointTensors.map { "  \($0.encoding.name) \($0.shape) \($0.name)" }
    }

    /// The same for programs.
    func document(listsTensors: Bool) -> JSONObject {
        var document: JSONObject = [
            "path": .string(checkpoint.url.path), "format": .string(checkpoint.format.rawValue),
            "weight_bytes": .integer(checkpoint.checkpointTensors.reduce(0) { $0 + $1.byteCount }),
            "types": .object(
                JSONObject(
                    members: types.map {
                        .init(key: $0.name, value: ["tensors": .integer($0.tensors), "bytes": .integer($0.bytes)])
                    })),
        ]
        if let metadata {
            document["metadata"] = .object(
                JSONObject(members: metadata.entries.map { .init(key: $0.key, value: Self.json($0.value)) }))
        }
        if listsTensors {
            document["tensors"] = .array(
                checkpoint.checkpointTensors.map { tensor in
                    [
                        "name": .string(tensor.name), "element_type": .string(tensor.encoding.name),
                        "shape": .array(tensor.shape.map { .integer($0) }),
                    ]
                })
        }
        return document
    }

    private static func text(of value: GGUFValue) -> String {
        switch value {
        case .array(let array): "\(array.count) x \(array.elementType.name)"
        case .string(let text): TokenDisplay.quoted(Array(text.utf8.prefix(60))) + (text.utf8.count > 60 ? " ..." : "")
        default: json(value).serialized()
        }
    }

    private static func json(_ value: GGUFValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .bool(let value): .bool(value)
        case .array(let array): ["type": .string(array.elementType.name), "count": .integer(array.count)]
        case .float32(let value): .number(Double(value.description) ?? Double(value))
        case .float64(let value): .number(value)
        default: value.int.map { .integer($0) } ?? value.double.map { .number($0) } ?? .null
        }
    }
}
