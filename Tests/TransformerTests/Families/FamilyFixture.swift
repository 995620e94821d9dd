import Checkpoints
import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Transformer

/// What transformers computes with a small model; made by `Tests/clients/family_fixtures.py`.
struct FamilyFixture: CustomTestStringConvertible, Sendable {
    let name: String
    let config: JSONValue
    /// The context to open the model with, where that is not the model's own.
    let context: Int?
    let tensors: [(name: String, shape: [Int])]
    let tokens: [Int32]
    /// The positions that were recorded.
    let rows: [Int]
    /// The residual stream after the embedding and after each layer: [state][row][column].
    let states: [[[Double]]]
    /// [row][token].
    let logits: [[Double]]

    var testDescription: String { name }

    static let all: [FamilyFixture] = {
        let folder = Fixture.url("families")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted().compactMap { file in
            try? FamilyFixture(folder.appending(path: file))
        }
    }()

    init(_ file: URL) throws {
        let json = try JSONValue(contentsOf: file)
        name = file.deletingPathExtension().lastPathComponent
        config = try #require(json["config"])
        context = json["context"]?.int
        tensors = try #require(json["tensors"]?.array).map { tensor in
            (try #require(tensor["name"]?.string), try #require(tensor["shape"]?.array).compactMap(\.int))
        }
        tokens = try #require(json["tokens"]?.array).compactMap { $0.int.map(Int32.init) }
        rows = try #require(json["rows"]?.array).compactMap(\.int)
        func matrix(_ value: JSONValue) throws -> [[Double]] {
            try #require(value.array).map { try #require($0.array).compactMap(\.double) }
        }
        states = try #require(json["states"]?.array).map(matrix)
        logits = try matrix(try #require(json["logits"]))
    }

    /// The model, read from a directory as transformers writes it.
    func model() throws -> CausalLM {
        let folder = try TemporaryDirectory()
        try write(to: folder.url)
        return try CausalLM(directory: folder.url) { configuration in
            if let context { configuration.maximumPositions = context }
        }
    }

    /// Writes the model's directory; the weights are functions of their names and places.
    func write(to folder: URL) throws {
        try AtomicFile.write(config.serialized(), to: folder.appending(path: "config.json"))
        let values = tensors.map { ($0, Tensor(elements(of: $0.name, shape: $0.shape), shape: $0.shape)) }
        try withExtendedLifetime(values) {
            let stored = values.map { tensor, values in
                SafetensorsTensor(
                    name: tensor.name, elementType: .float32, shape: tensor.shape,
                    bytes: UnsafeRawBufferPointer(values.rawBytes))
            }
            try SafetensorsWriter.write(stored, to: folder.appending(path: "model.safetensors"))
        }
    }

    /// The elements of a tensor, as the script has them: whole numbers of 24 bits from a hash of name and place.
    private func elements(of name: String, shape: [Int]) -> [Float] {
        var seed: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var generator = SplitMix64(seed: seed)
        let isNorm = shape.count == 1 && name.hasSuffix("weight") && !self.name.hasPrefix("gemma")
        return (0..<shape.reduce(1, *)).map { _ in
            let value = (Float(generator.next() >> 40) - 0x1p23) * (0.375 / 0x1p23)
            return isNorm ? 1 + value : value
        }
    }
}
