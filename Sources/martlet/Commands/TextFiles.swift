import Foundation

/// Finds the text files among the arguments of a command.
enum TextFiles {
    /// Files as they are named, and the .txt and .md files of folders in the order of their paths; hidden ones left
    /// out.
    static func find(_ paths: [String]) throws -> [URL] {
        var files: [URL] = []
        for path in paths {
            let url = URL(filePath: path)
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
                throw CommandFailure("\(path): no such file or folder")
            }
            files += isDirectory.boolValue ? textFiles(below: url) : [url]
        }
        if files.isEmpty { throw CommandFailure("no .txt or .md files in \(paths.joined(separator: ", "))") }
        return files
    }

    private static func textFiles(below folder: URL) -> [URL] {
        let enumerator = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        var files: [URL] = []
        while let url = enumerator?.nextObject() as? URL {
            let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
            if isFile, ["txt", "md"].contains(url.pathExtension.lowercased()) { files.append(url) }
        }
        return files.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    }
}
