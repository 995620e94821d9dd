import Checkpoints
public import Foundation
public import Tensors

/// A model that scores answers: a decoder with a scalar head, kept as a model directory with a file for the head.
///
/// A text is scored at its last token, which ends the assistant's turn.
public final class RewardModel {
    /// The decoder.
    public let model: CausalLM
    /// The head.
    public let head: ScalarHead

    /// The file of the head in a model directory.
    public static let headFileName = "score.safetensors"

    /// Joins a decoder and a head.
    public init(model: CausalLM, head: ScalarHead) {
        self.model = model
        self.head = head
    }

    /// Reads the reward model in `directory`.
    ///
    /// - Throws: ``ModelError/noRewardHead(directory:)`` where the directory holds a model without a head, and the errors
    ///   of reading a model.
    public convenience init(directory: URL) throws {
        let url = directory.appending(path: Self.headFileName)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw ModelError.noRewardHead(directory: directory.path)
        }
        let model = try CausalLM(directory: directory)
        let file = try SafetensorsFile(url)
        let head = ScalarHead(
            hiddenSize: model.configuration.hiddenSize, hasBias: file.entry(named: "score.bias") != nil)
        for parameter in head.parameters {
            guard let entry = file.entry(named: parameter.name) else {
                throw ModelError.missingTensor(name: parameter.name, directory: directory.path)
            }
            guard entry.shape == parameter.shape else {
                throw ModelError.shapeMismatch(
                    name: parameter.name, expected: parameter.shape, found: entry.shape, directory: directory.path)
            }
        }
        for parameter in head.parameters {
            try file.copyFloats(of: parameter.name, into: parameter.value.floats)
            parameter.valuesChanged()
        }
        self.init(model: model, head: head)
    }

    /// Writes a head into a model directory.
    public static func save(_ head: ScalarHead, to directory: URL) throws {
        let values = head.parameters.map { ($0.name, $0.value) }
        try withExtendedLifetime(values) {
            let tensors = values.map { name, value in
                SafetensorsTensor(
                    name: name, elementType: .float32, shape: value.shape,
                    bytes: UnsafeRawBufferPointer(value.rawBytes))
            }
            try SafetensorsWriter.write(
                tensors, metadata: ["format": "pt"], to: directory.appending(path: headFileName))
        }
    }

    /// The scores of whole texts, each at its last token; the tape must be one that does not record.
    ///
    /// - Precondition: no text is empty.
    public func scores(of texts: [[Int32]], tape: Tape) -> [Double] {
        guard !texts.isEmpty else { return [] }
        var tokens: [Int32] = [], firstVisible: [Int32] = [], ends: [Int32] = []
        for text in texts {
            firstVisible += repeatElement(Int32(tokens.count), count: text.count)
            tokens += text
            ends.append(Int32(tokens.count - 1))
        }
        let states = model.states(
            tokens: tokens, sequences: 1, length: tokens.count, firstVisible: firstVisible, tape: tape)
        return head(states, rows: ends, tape: tape).value.values.map(Double.init)
    }
}
