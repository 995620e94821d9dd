import Foundation
import Foundations
import Tensors
import Transformer

/// What the reference model says of the texts of a run, computed once and kept in the run folder.
///
/// The file appears whole or not at all, and is used only where its key is that of model, data and arithmetic: after a
/// crash, or with other data, the scores are computed anew.
struct ReferenceScores: Sendable {
    /// For each preference, the sums of log p over its two answers.
    var scores: [TextPair<Double>]

    /// The scores of `examples` under `model`.
    ///
    /// - Parameters:
    ///   - together: preferences that pass through the model at a time.
    ///   - progress: told how many are done; throws to stop.
    static func compute(
        _ examples: [PreferenceExample], model: CausalLM, together: Int, device: any ComputeDevice,
        precision: Precision, progress: (Int) throws -> Void
    ) throws -> ReferenceScores {
        let scorer = PreferenceScorer(model: model, tape: Tape(device: device, mode: .evaluation, precision: precision))
        var scores: [TextPair<Double>] = []
        for first in stride(from: 0, to: examples.count, by: together) {
            try progress(first)
            let texts = examples[first..<min(first + together, examples.count)].flatMap(\.texts)
            let sums = scorer.score(PackedTexts(texts)).sums
            for place in stride(from: 0, to: sums.count, by: 2) {
                scores.append(TextPair(first: sums[place], second: sums[place + 1]))
            }
        }
        return ReferenceScores(scores: scores)
    }

    /// What the scores depend on, as one number.
    static func key(model: CausalLM, fingerprint: UInt64, precision: Precision) throws -> String {
        let configuration = try model.configuration.json().serialized()
        let parts = [
            fingerprint, hash(configuration), hash(precision.rawValue), model.weightsFingerprint,
        ]
        return String(parts.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }, radix: 16)
    }

    private static func hash(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { StableHash.xxh64($0) }
    }

    /// The scores in a file, where it holds those that belong to `key`.
    init?(file: URL, key: String, count: Int) {
        guard let json = try? JSONValue(contentsOf: file), json["key"]?.string == key,
            let first = json["first"]?.array?.compactMap(\.double),
            let second = json["second"]?.array?.compactMap(\.double), first.count == count, second.count == count
        else { return nil }
        scores = zip(first, second).map { TextPair(first: $0, second: $1) }
    }

    init(scores: [TextPair<Double>]) {
        self.scores = scores
    }

    /// Writes the scores.
    func save(to file: URL, key: String) throws(FileError) {
        let json: JSONValue = [
            "key": .string(key), "first": .array(scores.map { .number($0.first) }),
            "second": .array(scores.map { .number($0.second) }),
        ]
        try AtomicFile.write(json.serialized() + "\n", to: file)
    }
}
