import Foundation
import Glibc

/// A folder for one run of one program.
struct TemporaryFolder: Sendable {
    /// Where it is.
    let path: String

    /// Makes the folder, for this user alone.
    init() throws(WorkspaceError) {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array((base + "/martlet-run-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .system(operation: "make a folder in", path: base, errorNumber: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes it with all that is in it.
    func remove() {
        // Mostly it is empty, and gone in one call.
        if rmdir(path) != 0 { try? FileManager.default.removeItem(atPath: path) }
    }
}
