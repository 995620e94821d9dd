import Foundation
import Foundations
import Tokenization

/// tiktoken's and Hugging Face `tokenizers`' side of the benchmark of encoding: the same vocabulary, the same texts, one
/// thread.
final class TokenizerPeer {
    /// The libraries that can take this vocabulary.
    let libraries: [String]
    private let process: PeerProcess
    private let folder: URL

    /// Hands the vocabulary and the texts over and waits until the script has loaded them.
    init(python: String, _ tokenizer: Tokenizer, _ texts: [[UInt8]]) throws {
        guard let model = tokenizer.model as? ByteLevelBPE else {
            throw CommandFailure("--peer compares byte-level vocabularies alone")
        }
        folder = FileManager.default.temporaryDirectory.appending(path: "martlet-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let special = Set(tokenizer.addedTokens.map(\.id))
        var ranks = ""
        for id in 0..<Int32(tokenizer.vocabularySize) where !special.contains(id) {
            let bytes = tokenizer.bytes(of: id)
            if !bytes.isEmpty { ranks += "\(Data(bytes).base64EncodedString()) \(id)\n" }
        }
        try ranks.write(to: folder.appending(path: "ranks"), atomically: true, encoding: .utf8)
        let pattern = JSONValue.array(model.pattern.expressions.map { .string($0) }).serialized()
        try pattern.write(to: folder.appending(path: "pattern.json"), atomically: true, encoding: .utf8)
        for (index, text) in texts.enumerated() {
            try Data(text).write(to: folder.appending(path: "\(index).text"))
        }
        // tiktoken merges by the ids of tokens, so both libraries cut the same only by the same rule.
        if !model.ignoresMerges { try tokenizer.save(tokenizerJSON: folder.appending(path: Tokenizer.fileName)) }
        libraries = model.ignoresMerges ? ["tiktoken"] : ["tiktoken", "tokenizers"]
        process = try PeerProcess(
            python: python, script: "tokenizer_speed.py", [folder.path, String(texts.count)] + libraries)
    }

    /// Lets a library encode all texts once, and returns the seconds of its thread.
    func encode(with library: String) throws -> Double {
        guard let seconds = try process.ask(library)["seconds"]?.double else {
            throw process.unusable("left out the figures of \(library)")
        }
        return seconds
    }

    /// The ids that the library gave last.
    func ids(of library: String, text index: Int) throws -> [Int32] {
        _ = try process.ask("write \(library) \(index)")
        let data = try Data(contentsOf: folder.appending(path: "\(index).\(library)"))
        return data.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)).map { Int32(littleEndian: $0) } }
    }

    /// Lets the script end, and removes what was handed over.
    func finish() {
        process.finish()
        try? FileManager.default.removeItem(at: folder)
    }
}
