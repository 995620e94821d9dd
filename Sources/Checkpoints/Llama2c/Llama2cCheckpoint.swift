public import Foundation
import Foundations

/// A checkpoint of karpathy/llama2.c, mapped into memory, read under Hugging Face's names.
///
/// All three layouts are read: the legacy one and the versions 1 (floats) and 2 (bytes with scales). llama2.c turns
/// neighbouring pairs of a head's elements, Hugging Face's Llama turns element i with element i + size / 2; the rows
/// of `q_proj` and `k_proj` are given in the order of the latter.
///
/// Source: `export.py`, `run.c` and `runq.c` of karpathy/llama2.c.
public struct Llama2cCheckpoint: Sendable {
    /// The sizes of the model.
    public let header: Llama2cHeader
    /// The tensors in the order of the file; `lm_head.weight` only when it is not the embedding.
    public let tensors: [Llama2cTensor]

    private let mapping: MappedFile
    private let positions: [String: Int]

    /// Maps the file at `url`, and checks its header against the file's size.
    public init(_ url: URL) throws(Llama2cError) {
        do {
            mapping = try MappedFile(url)
        } catch {
            throw Llama2cError(file: url.path, problem: .file(error))
        }
        let mapping = mapping
        header = try mapping.withBytes { bytes throws(Llama2cError) in
            try Llama2cHeader(bytes, file: url.path)
        }
        let plan = Llama2cPlan(header)
        guard let expected = plan.fileSize else {
            throw Llama2cError(file: url.path, problem: .invalidHeader("its size does not fit in 64 bits"))
        }
        guard expected == mapping.count else {
            throw Llama2cError(
                file: url.path, problem: .wrongFileSize(expected: expected, actual: mapping.count))
        }
        tensors = plan.tensors
        positions = Dictionary(uniqueKeysWithValues: plan.tensors.enumerated().map { ($1.name, $0) })
    }

    /// The elements of a tensor, row-major, scales applied.
    public func floats(of name: String) throws(Llama2cError) -> [Float] {
        guard let position = positions[name] else {
            throw Llama2cError(file: mapping.url.path, problem: .missingTensor(name))
        }
        let tensor = tensors[position]
        let stored = mapping.withBytes { bytes in
            tensor.isQuantized ? quantized(tensor, in: bytes) : plain(tensor, in: bytes)
        }
        guard let headCount = tensor.rotaryHeadCount else { return stored }
        return Self.halvesFromPairs(stored, headCount: headCount, columns: tensor.shape[1])
    }

    private func plain(_ tensor: Llama2cTensor, in bytes: UnsafeRawBufferPointer) -> [Float] {
        var floats = [Float](repeating: 0, count: tensor.elementCount)
        let range = tensor.fileOffset..<tensor.fileOffset + 4 * floats.count
        floats.withUnsafeMutableBufferPointer {
            FloatConversion.convert(UnsafeRawBufferPointer(rebasing: bytes[range]), of: .float32, into: $0)
        }
        return floats
    }

    /// The bytes of a tensor times the scales of their groups, which follow the bytes.
    private func quantized(_ tensor: Llama2cTensor, in bytes: UnsafeRawBufferPointer) -> [Float] {
        guard case .int8(let groupSize) = header.layout else { return [] }
        let count = tensor.elementCount
        let scaleOffset = tensor.fileOffset + count
        var floats = [Float](repeating: 0, count: count)
        for group in 0..<count / groupSize {
            let bits = bytes.loadUnaligned(fromByteOffset: scaleOffset + 4 * group, as: UInt32.self)
            let scale = Float(bitPattern: UInt32(littleEndian: bits))
            for index in group * groupSize..<(group + 1) * groupSize {
                floats[index] = Float(Int8(bitPattern: bytes[tensor.fileOffset + index])) * scale
            }
        }
        return floats
    }

    /// Brings the rows of each head from the order of rotary pairs (0, 1), (2, 3) … to that of halves.
    private static func halvesFromPairs(_ rows: [Float], headCount: Int, columns: Int) -> [Float] {
        let headSize = rows.count / columns / headCount
        var result: [Float] = []
        result.reserveCapacity(rows.count)
        for head in 0..<headCount {
            for half in 0..<2 {
                for pair in 0..<headSize / 2 {
                    let row = head * headSize + 2 * pair + half
                    result.append(contentsOf: rows[row * columns..<(row + 1) * columns])
                }
            }
        }
        return result
    }
}
