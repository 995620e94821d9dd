public import Foundation
public import Foundations

/// Writes safetensors files: atomically, and straight from the tensors' own memory.
public enum SafetensorsWriter {
    /// Writes `tensors` to the file at `url`, replacing what was there only when all is written.
    ///
    /// The tensors are laid out as the format's reference implementation does it: wider element types first, then by
    /// name; the header is padded with spaces to a multiple of 8 bytes, so that every tensor is aligned.
    ///
    /// - Parameters:
    ///   - tensors: in any order; the names must differ.
    ///   - metadata: free text to carry along, such as `["format": "pt"]`, which transformers asks for.
    ///   - url: the file to create or replace.
    public static func write(
        _ tensors: [SafetensorsTensor], metadata: [String: String] = [:], to url: URL
    ) throws(SafetensorsError) {
        for tensor in tensors {
            let expected = ShapeArithmetic.product(tensor.shape + [tensor.elementType.byteCount])
            guard expected == nil || expected == tensor.bytes.count else {
                throw SafetensorsError(
                    file: url.path, tensor: tensor.name,
                    problem: .wrongByteCount(expected: expected ?? 0, actual: tensor.bytes.count))
            }
        }
        let outlines = tensors.map {
            SafetensorsOutline(name: $0.name, elementType: $0.elementType, shape: $0.shape)
        }
        do {
            try write(outlines, metadata: metadata, to: url) { index, writer in try writer.write(tensors[index].bytes) }
        } catch let error as SafetensorsError {
            throw error
        } catch {
            preconditionFailure("writing bytes fails with nothing but errors of files: \(error)")
        }
    }

    /// Writes tensors that need not be in memory at the same time; see ``write(_:metadata:to:)``.
    ///
    /// - Parameters:
    ///   - outlines: in any order; the names must differ.
    ///   - metadata: free text to carry along.
    ///   - url: the file to create or replace.
    ///   - content: writes the elements of the outline at a position, little-endian and row-major; called once for each,
    ///     in the order of the file.
    /// - Throws: ``SafetensorsError``, or what `content` throws.
    public static func write(
        _ outlines: [SafetensorsOutline], metadata: [String: String] = [:], to url: URL,
        content: (Int, FileWriter) throws -> Void
    ) throws {
        let order = outlines.indices.sorted { precedes(outlines[$0], outlines[$1]) }
        let (header, dataSize) = try header(of: order.map { outlines[$0] }, metadata: metadata, file: url.path)
        do {
            try AtomicFile.replace(url, expecting: ShapeArithmetic.sum([header.count, dataSize])) { writer in
                try writer.write(header)
                for index in order { try content(index, writer) }
                precondition(writer.byteCount == header.count + dataSize, "tensors were not written as outlined")
            }
        } catch let error as FileError {
            throw SafetensorsError(file: url.path, problem: .file(error))
        }
    }

    /// The length of the header and the header itself, for tensors in the order of their data, and the bytes of these.
    private static func header(
        of tensors: [SafetensorsOutline], metadata: [String: String], file: String
    ) throws(SafetensorsError) -> (bytes: [UInt8], dataSize: Int) {
        var header = JSONObject()
        if !metadata.isEmpty {
            let sorted = metadata.sorted { $0.key.precedesInBytes($1.key) }
            let members = sorted.map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
            header.members.append(JSONObject.Member(key: "__metadata__", value: .object(JSONObject(members: members))))
        }
        var offset = 0
        for tensor in tensors {
            func problem(_ problem: SafetensorsError.Problem) -> SafetensorsError {
                SafetensorsError(file: file, tensor: tensor.name, problem: problem)
            }
            guard !tensor.name.hasSameBytes(as: "__metadata__") else {
                throw problem(.malformed("this name is reserved"))
            }
            guard tensor.shape.allSatisfy({ $0 >= 0 }) else { throw problem(.invalidShape) }
            guard let expected = ShapeArithmetic.product(tensor.shape + [tensor.elementType.byteCount]) else {
                throw problem(.sizeOverflow(shape: tensor.shape))
            }
            let description: JSONObject = [
                "dtype": .string(tensor.elementType.rawValue),
                "shape": .array(tensor.shape.map { .integer($0) }),
                "data_offsets": [.integer(offset), .integer(offset + expected)],
            ]
            header.members.append(JSONObject.Member(key: tensor.name, value: .object(description)))
            offset += expected
        }
        if let name = header.firstRepeatedKey {
            throw SafetensorsError(file: file, tensor: name, problem: .repeatedName)
        }
        var text = JSONValue.object(header).serializedBytes()
        while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
        return (withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text, offset)
    }

    private static func precedes(_ left: SafetensorsOutline, _ right: SafetensorsOutline) -> Bool {
        if left.elementType != right.elementType {
            let order = StoredElementType.allCases
            return order.firstIndex(of: left.elementType)! > order.firstIndex(of: right.elementType)!
        }
        return left.name.precedesInBytes(right.name)
    }
}
