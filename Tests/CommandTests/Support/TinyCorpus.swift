import Foundation
import TestSupport

/// A small corpus of stories with its tokenizer, made by the program itself.
final class TinyCorpus: Sendable {
    /// One for all tests, which only read it.
    static let shared = Result { try TinyCorpus() }

    private let folder: TemporaryDirectory

    /// The corpus folder.
    var path: String { folder.file("corpus").path }

    init() throws {
        folder = try TemporaryDirectory()
        let stories = folder.file("stories.jsonl").path
        let tokenizer = folder.file("tokenizer").path
        for arguments in [
            ["corpus", "stories", "--count", "60", "--seed", "3", "--output", stories],
            ["tokenizer", "train", "--vocab-size", "300", "--output", tokenizer, stories],
            ["corpus", "build", stories, "--tokenizer", tokenizer, "--held-out", "0.2", "--output", path],
        ] {
            let outcome = try MartletProgram.run(arguments)
            guard outcome.status == 0 else { throw Failure(arguments: arguments, errors: outcome.errors) }
        }
    }

    private struct Failure: Error {
        let arguments: [String]
        let errors: String
    }
}
