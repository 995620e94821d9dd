public import Foundation
import Foundations

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
        let ordered = tensors.sorted { precedes($0, $1) }
        let header = try header(of: ordered, metadata: metadata, file: url.path)
        let total = ShapeArithmetic.sum([header.count] + ordered.map(\.bytes.count))
        do {
            try AtomicFile.replace(url, expecting: total) { writer in
                try writer.write(header)
                for tensor in ordered { try writer.write(tensor.bytes) }
            }
        } catch let error as FileError {
            throw SafetensorsError(file: url.path, problem: .file(error))
        } catch {
            preconditionFailure("writing bytes fails with nothing but file errors: \(error)")
        }
    }

    /// The length of the header and the header itself, for tensors in the order of their data.
    private static func header(
        of tensors: [SafetensorsTensor], metadata: [String: String], file: String
    ) throws(SafetensorsError) -> [UInt8] {
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
            guard expected == tensor.bytes.count else {
                throw problem(.wrongByteCount(expected: expected, actual: tensor.bytes.count))
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
        return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    }

    private static func precedes(_ left: SafetensorsTensor, _ right: SafetensorsTensor) -> Bool {
        if left.elementType != right.elementType {
            let order = StoredElementType.allCases
            return order.firstIndex(of: left.elementType)! > order.firstIndex(of: right.elementType)!
        }
        return left.name.precedesInBytes(right.name)
    }
}
