import Foundation
import Foundations

/// The text a command works on.
enum TextInput {
    /// The bytes of `text`, of the file at `file`, or of standard input where both are nil.
    static func read(text: String?, file: String?) throws -> [UInt8] {
        if let text { return Array(text.utf8) }
        if let file { return try MappedFile(URL(filePath: file)).withBytes { Array($0) } }
        return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    }
}
