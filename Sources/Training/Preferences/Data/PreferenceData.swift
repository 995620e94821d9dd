public import Foundation
import Foundations

/// What a run on preferences reads: preferences as tokens, some of them held out.
public struct PreferenceData: Sendable {
    /// The preferences to train on.
    public var train: [PreferenceExample]
    /// The preferences to validate on.
    public var heldOut: [PreferenceExample]
    /// Preferences that were left out, by reason.
    public var skipped: [(reason: String, count: Int)]
    /// Where they come from, for messages.
    public var name: String
    /// Writes into a model folder what goes with the model: the tokenizer and the chat template.
    public var accompany: @Sendable (URL) throws -> Void
    /// The tokens that end a turn.
    public var endTokens: [Int32]

    /// Holds out a share of `examples`. A prompt decides for all that answer it, so that no prompt is on both sides, and
    /// neither the order nor the other examples matter.
    public init(
        examples: [PreferenceExample], heldOutShare: Double, name: String, endTokens: [Int32],
        skipped: [(reason: String, count: Int)] = [], accompany: @escaping @Sendable (URL) throws -> Void = { _ in }
    ) {
        var train: [PreferenceExample] = [], heldOut: [PreferenceExample] = []
        for example in examples {
            let prompt = example.first.tokens.prefix(example.first.isTrained.firstIndex(of: true) ?? 0)
            let hash = prompt.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
            let draw = Double(hash >> 11) / Double(UInt64(1) << 53)
            if draw < heldOutShare { heldOut.append(example) } else { train.append(example) }
        }
        self.train = train
        self.heldOut = heldOut
        self.skipped = skipped
        self.name = name
        self.accompany = accompany
        self.endTokens = endTokens
    }

    /// A hash that other preferences would not have.
    public var fingerprint: UInt64 {
        (train + heldOut).map { $0.hash.littleEndian }.withUnsafeBytes { StableHash.xxh64($0) }
    }

    /// The longest text, in tokens.
    public var longest: Int { (train + heldOut).flatMap(\.texts).map(\.tokens.count).max() ?? 0 }

    var material: RunMaterial { RunMaterial(name: name, fingerprint: fingerprint, accompany: accompany) }
}
