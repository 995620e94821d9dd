public import Foundation
import Foundations

/// The tensors of a model: one GGUF file, or the parts of a split one, read as one.
///
/// The parts of a split file are named `NAME-00001-of-00003.gguf`; the first carries the metadata of the model.
public struct GGUFSet: Sendable {
    /// The files in the order of their numbers.
    public let files: [GGUFFile]
    /// The metadata of the first file.
    public let metadata: GGUFMetadata
    /// The tensors of all files, file by file in the order of their data.
    public let tensors: [GGUFTensor]
    /// The file that holds each tensor, by the bytes of its name.
    private let positions: [[UInt8]: Int]

    /// Where the model is: the first file.
    public var url: URL { files[0].url }

    /// Opens the file at `url`; of a split file any part may be given, and all parts must lie side by side.
    public init(_ url: URL) throws(GGUFError) {
        let parts = GGUFSplitName(url)?.parts ?? [url]
        var files: [GGUFFile] = []
        var tensors: [GGUFTensor] = []
        var positions: [[UInt8]: Int] = [:]
        for (position, part) in parts.enumerated() {
            let file = try GGUFFile(part)
            try Self.check(file, number: position, of: parts.count)
            for tensor in file.tensors
            where positions.updateValue(position, forKey: Array(tensor.name.utf8)) != nil {
                throw GGUFError(file: part.path, name: tensor.name, problem: .repeatedTensor)
            }
            tensors += file.tensors
            files.append(file)
        }
        self.files = files
        self.tensors = tensors
        self.positions = positions
        metadata = files[0].metadata
        if parts.count > 1, let promised = try metadata.int("split.tensors.count"),
            promised != tensors.count
        {
            throw GGUFError(
                file: files[0].url.path, name: "split.tensors.count",
                problem: .brokenSplit("promises \(promised) tensors, the parts hold \(tensors.count)"))
        }
    }

    /// A part says how many there are and which it is, from 0; a file that is no part says nothing, or one of one.
    private static func check(_ file: GGUFFile, number: Int, of count: Int) throws(GGUFError) {
        func broken(_ key: String, _ reason: String) -> GGUFError {
            GGUFError(file: file.url.path, name: key, problem: .brokenSplit(reason))
        }
        let claimedCount = try file.metadata.int("split.count") ?? 0
        guard claimedCount == count || claimedCount <= 1 && count == 1 else {
            throw broken(
                "split.count",
                count == 1
                    ? "this is one of \(claimedCount) parts, but its name is not of the form NAME-00001-of-0000N.gguf"
                    : "the name says one of \(count) parts, the file says one of \(claimedCount)")
        }
        if count > 1, let claimed = try file.metadata.int("split.no"), claimed != number {
            throw broken("split.no", "the name says part \(number + 1), the file says \(claimed + 1)")
        }
    }

    /// The description of the tensor named `name`, nil when there is none.
    public func tensor(named name: String) -> GGUFTensor? {
        positions[Array(name.utf8)].flatMap { files[$0].tensor(named: name) }
    }

    /// The bytes of a tensor; see ``GGUFFile/bytes(of:)``.
    public func bytes(of name: String) throws(GGUFError) -> UnsafeRawBufferPointer {
        try file(of: name).bytes(of: name)
    }

    /// Calls `body` with the bytes of a tensor; see ``GGUFFile/withBytes(of:_:)``.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Result)
        throws -> Result
    {
        try file(of: name).withBytes(of: name, body)
    }

    private func file(of name: String) throws(GGUFError) -> GGUFFile {
        guard let position = positions[Array(name.utf8)] else {
            throw GGUFError(file: url.path, name: name, problem: .missingTensor)
        }
        return files[position]
    }
}
