public import Foundation
import Foundations

/// What a fine-tuning run reads: transcripts as tokens, some of them held out.
public struct FineTuneData: Sendable {
    /// The examples to train on.
    public var train: [FineTuneExample]
    /// The examples to validate on.
    public var heldOut: [FineTuneExample]
    /// Transcripts that were left out, by reason, in the order of the reasons' names.
    public var skipped: [(reason: String, count: Int)]
    /// Transcripts that were cut because they are longer than a sequence.
    public var cut = CutCount()
    /// Where the transcripts come from, for messages.
    public var name: String
    /// Writes into a model folder what goes with the model: the tokenizer and the chat template.
    public var accompany: @Sendable (URL) throws -> Void
    /// The tokens that end a turn.
    public var endTokens: [Int32]

    /// Holds out a share of `examples`, each of which decides by its own tokens, so that neither the order nor the other
    /// examples matter.
    public init(
        examples: [FineTuneExample], heldOutShare: Double, name: String, endTokens: [Int32],
        skipped: [(reason: String, count: Int)] = [], accompany: @escaping @Sendable (URL) throws -> Void = { _ in }
    ) {
        var train: [FineTuneExample] = [], heldOut: [FineTuneExample] = []
        for example in examples {
            let draw = Double(Self.hash(example) >> 11) / Double(UInt64(1) << 53)
            if draw < heldOutShare { heldOut.append(example) } else { train.append(example) }
        }
        self.train = train
        self.heldOut = heldOut
        self.skipped = skipped
        self.name = name
        self.accompany = accompany
        self.endTokens = endTokens
    }

    /// A hash that other examples would not have.
    public var fingerprint: UInt64 {
        (train + heldOut).map { Self.hash($0).littleEndian }.withUnsafeBytes { StableHash.xxh64($0) }
    }

    /// The longest example, in positions of a sequence.
    public var longest: Int { (train + heldOut).map(\.positionCount).max() ?? 0 }

    var material: RunMaterial {
        var material = RunMaterial(name: name, fingerprint: fingerprint, accompany: accompany)
        material.facts = facts
        return material
    }

    private static func hash(_ example: FineTuneExample) -> UInt64 {
        var parts = [
            example.tokens.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) },
            example.isTrained.map { $0 ? UInt8(1) : 0 }.withUnsafeBytes { StableHash.xxh64($0) },
        ]
        if let weights = example.weights {
            parts.append(weights.map(\.bitPattern.littleEndian).withUnsafeBytes { StableHash.xxh64($0) })
        }
        return parts.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
    }
}
