public import Foundation
import Foundations

/// Two sentences that differ in one point of grammar, of which one is right.
public struct MinimalPair: Sendable, Hashable {
    /// The phenomenon that the pair belongs to, BLiMP's `UID`.
    public var phenomenon: String
    /// The right sentence.
    public var good: String
    /// The wrong one.
    public var bad: String

    /// A pair.
    public init(phenomenon: String, good: String, bad: String) {
        self.phenomenon = phenomenon
        self.good = good
        self.bad = bad
    }

    /// Reads BLiMP's files: lines with `sentence_good`, `sentence_bad` and `UID`.
    ///
    /// - Parameter url: a file, or a folder of `.jsonl` files.
    /// - Returns: the pairs of each file.
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`.
    public static func read(_ url: URL) throws -> [[MinimalPair]] {
        try DataFile.files(at: url).map { file in
            try DataFile.records(of: file) { record throws(EvaluationDataError) in
                MinimalPair(
                    phenomenon: try record.text("UID"), good: try record.text("sentence_good"),
                    bad: try record.text("sentence_bad"))
            }
        }
    }
}
