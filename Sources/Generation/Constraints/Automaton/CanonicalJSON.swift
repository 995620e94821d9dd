package import Foundations

/// JSON as constrained decoding writes it: that of Python's `json.dumps(value, ensure_ascii=False)`.
package enum CanonicalJSON {
    /// The bytes of a value.
    package static func bytes(of value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null, .bool, .integer, .number, .string: bytes += value.serializedBytes()
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes += Array(", ".utf8) }
                append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { bytes += Array(", ".utf8) }
                bytes += JSONValue.string(member.key).serializedBytes() + Array(": ".utf8)
                append(member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
