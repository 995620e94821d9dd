import Foundation
import Foundations

/// The forms in which tokenizers are stored, recognised by content and, where that does not tell, by name.
enum TokenizerSource {
    case tokenizerJSON(URL)
    case gguf(URL)
    case sentencePiece(URL)
    case tiktoken(URL)
    case llama2c(URL)
    case vocabularyAndMerges(vocabulary: URL, merges: URL)
    case wordList(URL)

    /// What is looked for in a folder, in this order.
    private static let namesInFolders = [
        "tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "vocab.json", "encoder.json",
        "vocab.txt", "tokenizer.bin",
    ]
    private static let mergesNames = ["merges.txt", "vocab.bpe"]

    static let supported =
        "a tokenizer.json, a .model of SentencePiece, a .gguf, a .tiktoken, a vocab.json with its merges.txt, a "
        + "vocab.txt of BERT, a tokenizer.bin of llama2.c, or a folder with one of them"

    init(_ url: URL) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
            self = try Self(folder: url)
        } else {
            self = try Self(file: url)
        }
    }

    private init(folder: URL) throws {
        for name in Self.namesInFolders {
            let file = folder.appending(path: name)
            if FileManager.default.fileExists(atPath: file.path) {
                self = try Self(file: file)
                return
            }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        for ending in [".gguf", ".tiktoken"] {
            let found = names.filter { $0.hasSuffix(ending) }
            if let name = found.first {
                guard found.count == 1 else {
                    throw TokenizerFileError(
                        .invalid, file: folder.path, location: "the folder",
                        detail: "there are \(found.count) files \(ending): name one of them")
                }
                self = try Self(file: folder.appending(path: name))
                return
            }
        }
        throw TokenizerFileError(
            .invalid, file: folder.path, location: "the folder",
            detail: "there is no tokenizer in it; supported is \(Self.supported)")
    }

    private init(file url: URL) throws {
        let name = url.lastPathComponent
        let mapping = try MappedFile(url)
        let start = mapping.withBytes { Array($0.prefix(256)) }
        if start.starts(with: "GGUF".utf8) {
            self = .gguf(url)
        } else if let first = start.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }),
            first == UInt8(ascii: "{")
        {
            let merges = Self.mergesNames.map { url.deletingLastPathComponent().appending(path: $0) }
                .first { FileManager.default.fileExists(atPath: $0.path) }
            if let merges, name == "vocab.json" || name == "encoder.json" {
                self = .vocabularyAndMerges(vocabulary: url, merges: merges)
            } else {
                self = .tokenizerJSON(url)
            }
        } else if name.hasSuffix(".tiktoken") || Self.isRankFile(start) {
            self = .tiktoken(url)
        } else if name.hasSuffix(".bin") {
            self = .llama2c(url)
        } else if name.hasSuffix(".model") || start.first == 0x0A {
            self = .sentencePiece(url)
        } else if name.hasSuffix(".txt") {
            self = .wordList(url)
        } else if name.hasSuffix(".json") {
            self = .tokenizerJSON(url)
        } else {
            throw TokenizerFileError(
                .invalid, file: url.path, location: "the file",
                detail: "this is no tokenizer that is known here; supported is \(Self.supported)")
        }
    }

    /// Whether the first line is Base64, a space and a number.
    private static func isRankFile(_ start: [UInt8]) -> Bool {
        guard let line = start.split(separator: 0x0A).first else { return false }
        let parts = line.split(separator: 0x20)
        return parts.count == 2 && !parts[1].isEmpty && parts[1].allSatisfy { 0x30...0x39 ~= $0 }
            && Data(base64Encoded: Data(parts[0])) != nil
    }
}
