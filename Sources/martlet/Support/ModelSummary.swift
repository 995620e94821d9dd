import Checkpoints
import Foundation
import Foundations
import Tokenization
import Transformer

/// What a model directory holds, for people and for programs.
struct ModelSummary {
    let directory: String
    let configuration: ModelConfiguration
    let tensors: [SafetensorsEntry]
    let tokenizer: Tokenizer?

    /// Numbers that the files hold.
    private var parameterCount: Int { tensors.reduce(0) { $0 + $1.elementCount } }

    private var byteCount: Int { tensors.reduce(0) { $0 + $1.dataRange.count } }

    /// The types that the numbers are stored in, in the order of first use.
    private var elementTypes: [String] {
        tensors.map { $0.elementType.rawValue }.reduce(into: []) { types, name in
            if !types.contains(name) { types.append(name) }
        }
    }

    /// Bytes that keys and values of one token take in the cache.
    private var cacheBytesPerToken: Int { configuration.layerCount * configuration.keyValueWidth * 2 * 4 }

    /// A line a fact.
    func lines(listsTensors: Bool) -> [String] {
        let shape = configuration
        var lines = [
            row("directory", directory),
            row(
                "parameters",
                "\(parameterCount) in \(tensors.count) tensors, \(elementTypes.joined(separator: " ")), \(byteCount) bytes"
            ),
            row("layers", "\(shape.layerCount), \(shape.hiddenSize) wide, feed-forward \(shape.intermediateSize)"),
            row(
                "attention",
                "\(shape.attentionHeadCount) heads of \(shape.headSize), \(shape.keyValueHeadCount) for keys and values"
            ),
            row("details", details),
            row("context", "\(shape.maximumPositions) tokens, \(cacheBytesPerToken) bytes of cache a token"),
            row("vocabulary", "\(shape.vocabularySize) tokens"),
            row("end tokens", shape.endOfTextTokens.map(describe).joined(separator: ", ")),
            row("tokenizer", tokenizer.map { "\($0.vocabularySize) tokens, \($0.kind.rawValue)" } ?? "none"),
        ]
        if listsTensors {
            lines += tensors.map { "  \($0.elementType.rawValue) \($0.shape) \($0.name)" }
        }
        return lines
    }

    /// The same as JSON; `config` is the model's config.json.
    func document(config: JSONValue, listsTensors: Bool) -> JSONValue {
        var document: JSONObject = [
            "directory": .string(directory),
            "parameters": .integer(parameterCount),
            "weight_bytes": .integer(byteCount),
            "element_types": .array(elementTypes.map { .string($0) }),
            "cache_bytes_per_token": .integer(cacheBytesPerToken),
            "tokenizer": tokenizer.map {
                ["kind": .string($0.kind.rawValue), "vocabulary_size": .integer($0.vocabularySize)]
            } ?? .null,
            "config": config,
        ]
        if listsTensors {
            document["tensors"] = .array(
                tensors.map { tensor in
                    [
                        "name": .string(tensor.name), "element_type": .string(tensor.elementType.rawValue),
                        "shape": .array(tensor.shape.map { .integer($0) }),
                    ]
                })
        }
        return .object(document)
    }

    private var details: String {
        ([configuration.familyName].compactMap { $0 } + configuration.choices).joined(separator: ", ")
    }

    private func describe(_ token: Int32) -> String {
        tokenizer.map { "\(token) \(TokenDisplay.quoted($0.bytes(of: token)))" } ?? "\(token)"
    }

    private func row(_ label: String, _ text: String) -> String {
        label.padding(toLength: 12, withPad: " ", startingAt: 0) + text
    }
}
