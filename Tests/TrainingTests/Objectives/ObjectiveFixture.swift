import Checkpoints
import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Training
import Transformer

/// What PyTorch computes for objectives of a small model; made by `Benchmarks/peers/objective_fixtures.py`.
struct ObjectiveFixture {
    /// The gradient of one tensor, in figures.
    struct Gradient {
        let name: String
        let norm: Double
        /// Its product with a direction that is a function of the name.
        let projection: Double
        /// Elements at equal distances.
        let elements: [Double]
    }

    /// The loss of one objective, and its gradients.
    struct Objective {
        let name: String
        let loss: Double
        let gradients: [Gradient]
    }

    let texts: [FineTuneExample]
    let margins: [Double]
    let reference: [Double]
    let desirable: [Bool]
    let divergence: Double
    let objectives: [Objective]
    let json: JSONValue

    static let all: Result<ObjectiveFixture, any Error> = Result { try ObjectiveFixture() }

    init() throws {
        json = try JSONValue(contentsOf: Fixture.url("objectives.json"))
        func numbers(_ value: JSONValue?) throws -> [Double] { try #require(value?.array).compactMap(\.double) }
        texts = try #require(json["texts"]?.array).map { text in
            let tokens = try #require(text["tokens"]?.array).compactMap { $0.int.map(Int32.init) }
            let begin = try #require(text["answer"]?.int)
            return FineTuneExample(tokens: tokens, isTrained: tokens.indices.map { $0 >= begin })
        }
        margins = try numbers(json["margins"])
        reference = try numbers(json["reference"])
        desirable = try #require(json["desirable"]?.array).compactMap(\.bool)
        divergence = try #require(json["divergence"]?.double)
        objectives = try #require(json["objectives"]?.array).map { objective in
            Objective(
                name: try #require(objective["name"]?.string), loss: try #require(objective["loss"]?.double),
                gradients: try #require(objective["gradients"]?.array).map { gradient in
                    Gradient(
                        name: try #require(gradient["name"]?.string), norm: try #require(gradient["norm"]?.double),
                        projection: try #require(gradient["projection"]?.double),
                        elements: try numbers(gradient["elements"]))
                })
        }
    }

    /// The model, read from a directory as transformers writes it.
    func model() throws -> CausalLM {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(try #require(json["config"]).serialized(), to: folder.file("config.json"))
        try FormulaWeights.write(json["tensors"], into: folder.url)
        return try CausalLM(directory: folder.url)
    }

    /// The head of the reward model.
    func head() -> ScalarHead {
        let head = ScalarHead(hiddenSize: 32)
        let elements = FormulaWeights.values(of: "score.weight", shape: [1, 32])
        for (index, element) in elements.enumerated() { head.weight.value.floats[index] = element }
        return head
    }

    /// The gradients of a model by the names and in the layout of its file.
    func gradients(of model: CausalLM) throws -> [String: [Float]] {
        let gradients = model.parameters.map(\.gradient.values)
        for (parameter, gradient) in zip(model.parameters, gradients) {
            for index in gradient.indices { parameter.value.floats[index] = gradient[index] }
            parameter.valuesChanged()
        }
        let folder = try TemporaryDirectory()
        try model.save(to: folder.url)
        let file = try SafetensorsFile(folder.file("model.safetensors"))
        return Dictionary(
            uniqueKeysWithValues: try file.tensors.map { entry in
                let tensor = Tensor(zeros: entry.shape)
                try file.copyFloats(of: entry.name, into: tensor.floats)
                return (entry.name, tensor.values)
            })
    }
}
