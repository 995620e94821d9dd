import Foundation
import Tokenization

/// A tokenizer that is named on the command line.
enum TokenizerFile {
    /// Loads a `tokenizer.json`, or the one in a folder.
    static func load(_ path: String) throws -> Tokenizer {
        let url = URL(filePath: path)
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), isDirectory.boolValue {
            return try Tokenizer(directory: url)
        }
        return try Tokenizer(tokenizerJSON: url)
    }
}
