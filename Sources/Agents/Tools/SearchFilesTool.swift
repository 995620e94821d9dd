public import Foundations
public import Tokenization

/// `search_files`: the lines that contain a text.
public struct SearchFilesTool: Tool {
    private let workspace: Workspace
    private let limits: ToolLimits

    /// A tool that searches the files of `workspace`.
    public init(workspace: Workspace, limits: ToolLimits = ToolLimits()) {
        self.workspace = workspace
        self.limits = limits
    }

    public var definition: ToolDefinition {
        ToolSchema.definition(
            "search_files", "Find the lines that contain a text, as path:line: text.",
            required: [("query", "The text to look for, exactly as it is written.")],
            optional: [("path", "A file, or a folder, to look in; left out: the whole workspace.")],
            optionalIntegers: [("lines_after", "How many lines to show after each line found, at most 20.")])
    }

    public var tier: ToolTier { .readOnly }

    public func run(_ arguments: JSONObject) async throws -> Observation {
        guard let query = arguments["query"]?.string else { return .missing("query") }
        guard !query.isEmpty else { return .failure("the query is empty") }
        guard !query.utf8.contains(UInt8(ascii: "\n")) else {
            return .failure("the query has several lines; search for one of them")
        }
        let linesAfter = arguments["lines_after"].map { $0.int ?? -1 } ?? 0
        guard (0...20).contains(linesAfter) else { return .failure("lines_after must be a number from 0 to 20") }
        do {
            let place = arguments["path"]
            if let place, place.string == nil { return .missing("path") }
            let listing = try listing(below: place?.string)
            let isOneFile = listing.paths.map(\.text) == [place?.string]
            let needle = Array(query.utf8)
            var found: [String] = []
            var notes: [String] = []
            for path in listing.paths {
                try Task.checkCancellation()
                do {
                    let bytes = try workspace.bytes(of: path, limit: limits.fileBytes)
                    if bytes.contains(0) { continue }
                    LineSearch.search(bytes, for: needle, linesAfter: linesAfter) { line, text in
                        found.append("\(path):\(line): \(MiddleCut.text(text, limit: limits.observationBytes / 4))")
                    }
                } catch WorkspaceError.vanished(let path) {
                    throw WorkspaceError.vanished(path)
                } catch {
                    if isOneFile { throw error }
                    // One file that cannot be read must not hide what the others say.
                    notes.append("(not searched: \(error))")
                }
            }
            if found.isEmpty { found = ["no matches"] }
            if let leftOut = listing.leftOut { notes.append(leftOut) }
            return Observation(
                MiddleCut.text((found + notes).joined(separator: "\n"), limit: limits.observationBytes))
        } catch let error as WorkspaceError {
            return .failure(error)
        }
    }

    /// The file itself, or the files below the folder.
    private func listing(below text: String?) throws(WorkspaceError) -> FileListing {
        guard let text, !["", ".", "./"].contains(text) else {
            return try workspace.files(maximumFiles: limits.files)
        }
        let path = try WorkspacePath(text)
        do {
            return try workspace.files(below: path, maximumFiles: limits.files)
        } catch WorkspaceError.isNoFolder {
            var listing = FileListing()
            listing.paths = [path]
            return listing
        } catch WorkspaceError.noFolder(let path) {
            // It may have been meant as either.
            throw .noFile(path)
        }
    }
}
