import Foundation
import Tokenization

/// A tokenizer that is named on the command line.
enum TokenizerFile {
    /// Loads a `tokenizer.json`, or the one in a folder.
    static func load(_ path: String) throws -> Tokenizer {
        var url = URL(filePath: path)
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory), isDirectory.boolValue {
            url = url.appending(path: Tokenizer.fileName)
        }
        return try Tokenizer(tokenizerJSON: url)
    }
}
