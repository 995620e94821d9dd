import Checkpoints
import Foundation
import Foundations
import Tokenization
import Transformer

/// What a model is, for people and for programs.
struct ModelSummary {
    let files: ModelFiles
    let tokenizer: Tokenizer?

    private var configuration: ModelConfiguration { files.configuration }
    private var tensors: [ModelTensor] { files.weights.tensors }

    /// Numbers that the files hold.
    private var parameterCount: Int { tensors.reduce(0) { $0 + $1.elementCount } }

    private var byteCount: Int { tensors.reduce(0) { $0 + $1.byteCount } }

    /// The types that the numbers are stored in, in the order of first use.
    private var elementTypes: [String] {
        tensors.map { $0.encoding.name }.reduce(into: []) { types, name in
            if !types.contains(name) { types.append(name) }
        }
    }

    /// Bytes that keys and values of one token take in the cache.
    private var cacheBytesPerToken: Int { configuration.layerCount * configuration.keyValueWidth * 2 * 4 }

    /// A line a fact.
    func lines() -> [String] {
        let shape = configuration
        return [
            row(files.format == .gguf ? "GGUF file" : "directory", files.url.path),
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
    }

    /// The same for programs.
    func document() -> JSONObject {
        [
            "directory": .string(files.url.path),
            "parameters": .integer(parameterCount),
            "weight_bytes": .integer(byteCount),
            "element_types": .array(elementTypes.map { .string($0) }),
            "cache_bytes_per_token": .integer(cacheBytesPerToken),
            "tokenizer": tokenizer.map {
                ["kind": .string($0.kind.rawValue), "vocabulary_size": .integer($0.vocabularySize)]
            } ?? .null,
            "config": files.config,
        ]
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
