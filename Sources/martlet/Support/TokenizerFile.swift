import Foundation
import Tokenization

/// A tokenizer that is named on the command line.
enum TokenizerFile {
    /// Loads a tokenizer of any form, or the one in a folder.
    static func load(_ path: String) throws -> Tokenizer {
        try Tokenizer(contentsOf: URL(filePath: path))
    }
}
