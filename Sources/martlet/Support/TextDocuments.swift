import Corpus

/// The documents of files and folders, for commands that learn from text as `martlet corpus build` reads it.
struct TextDocuments {
    /// The files that will be read, in order.
    let files: [InputFile]

    /// Finds the files below `inputs`; none at all is a failure that names them.
    init(_ inputs: [String]) throws {
        let found = try InputFiles(inputs)
        if found.files.isEmpty {
            throw CorpusError.noFiles(inputs: inputs, skipped: found.skipped.values.reduce(0, +))
        }
        files = found.files
    }

    /// Calls `body` with the bytes of each document, whole; what the reader leaves out is noted on standard error.
    func forEach(_ body: ([UInt8]) throws -> Void) throws {
        for file in files { try forEach(in: file, body) }
    }

    /// Calls `body` with the bytes of each document of one file.
    func forEach(in file: InputFile, _ body: ([UInt8]) throws -> Void) throws {
        var options = DocumentReader.Options()
        options.maximumDocumentBytes = Int.max
        let reader = DocumentReader(options)
        try reader.read(file) { finding in
            switch finding {
            case .document(let document): try body(document.bytes)
            case .dropped(let dropped) where dropped.reason != .empty:
                StatusLine.note("left out: \(dropped.origin) (\(dropped.detail))")
            case .dropped: break
            }
        }
    }
}
