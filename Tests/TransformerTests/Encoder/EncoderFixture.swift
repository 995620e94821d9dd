import Foundation
import Foundations
import Tensors
import TestSupport
import Testing
import Transformer

/// A small encoder of `Tests/Fixtures/encoders.json`, and what transformers computes with it.
struct EncoderFixture: CustomTestStringConvertible {
    let texts: [[Int32]]
    let json: JSONValue

    var testDescription: String { json["name"]?.string ?? "" }

    /// The encoders, of every family.
    static let all: [EncoderFixture] = {
        guard let document = try? JSONValue(contentsOf: Fixture.url("encoders.json")) else { return [] }
        let texts = (document["texts"]?.array ?? []).map { text in
            (text.array ?? []).compactMap { $0.int.map(Int32.init) }
        }
        return (document["models"]?.array ?? []).map { EncoderFixture(texts: texts, json: $0) }
    }()

    var batch: EncoderBatch {
        let types = json["types"]?.array?.map { ($0.array ?? []).compactMap { $0.int.map(Int32.init) } }
        return EncoderBatch(texts, tokenTypes: types)
    }

    /// The states after the embedding and after each block.
    var layers: [[Double]] { (json["layers"]?.array ?? []).map(Self.numbers) }

    /// The vectors of all texts by a mode, one after another.
    func pooled(_ mode: PoolingMode) -> [Double] { json["pooled"]?[mode.rawValue].map(Self.numbers) ?? [] }

    /// Writes the model's directory.
    func write(into directory: URL) throws {
        let configuration = try #require(json["config"])
        try AtomicFile.write(configuration.serialized(pretty: true), to: directory.appending(path: "config.json"))
        try FormulaWeights.write(json["tensors"], into: directory)
    }

    /// The model, read from a directory.
    func model() throws -> EncoderModel {
        let directory = try TemporaryDirectory()
        try write(into: directory.url)
        return try EncoderModel(directory: directory.url)
    }

    private static func numbers(_ value: JSONValue) -> [Double] { (value.array ?? []).compactMap(\.double) }
}
