public import Foundation
import Foundations

/// Writes GGUF files, version 3, little-endian: atomically, one tensor after another.
///
/// ```swift
/// let tensor = GGUFTensorDescription(name: "token_embd.weight", type: .q8_0, shape: [32_000, 2048])
/// try GGUFWriter.write([tensor], metadata: [("general.architecture", .string("llama"))], to: url) { writer in
///     for row in rows { try row.withUnsafeBufferPointer { try writer.write($0) } }
/// }
/// ```
///
/// Source: the GGUF specification in ggml-org/ggml.
public enum GGUFWriter {
    /// Writes a file to `url`, replacing what was there only when all is written.
    ///
    /// Only what `content` holds is in memory, never the whole file.
    ///
    /// - Parameters:
    ///   - tensors: in the order of the file; the names must differ and have at most 63 bytes.
    ///   - metadata: keys and values in the order of the file. `general.alignment`, where it is among them, is what the
    ///     beginning of every tensor is a multiple of; otherwise that is 32.
    ///   - url: the file to create or replace.
    ///   - content: called once for each tensor, in order; must write all of its elements.
    /// - Throws: ``GGUFError``, or what `content` throws; the old file is then as it was.
    public static func write(
        _ tensors: [GGUFTensorDescription], metadata: [(key: String, value: GGUFValue)], to url: URL,
        content: (GGUFTensorWriter) throws -> Void
    ) throws {
        let layout = try GGUFLayout(tensors, metadata: metadata, file: url.path)
        do {
            try AtomicFile.replace(url, expecting: layout.fileSize) { writer in
                try writer.write(layout.header)
                for (tensor, byteCount) in zip(tensors, layout.byteCounts) {
                    let tensorWriter = GGUFTensorWriter(tensor, byteCount: byteCount, writer: writer, file: url.path)
                    try content(tensorWriter)
                    guard tensorWriter.remaining == 0 else {
                        throw GGUFError(
                            file: url.path, name: tensor.name,
                            problem: .notWritable("\(tensorWriter.remaining) of \(byteCount) bytes are missing"))
                    }
                    try writer.write([UInt8](repeating: 0, count: GGUFLayout.padding(byteCount, layout.alignment)))
                }
            }
        } catch let error as FileError {
            throw GGUFError(file: url.path, problem: .file(error))
        }
    }
}
