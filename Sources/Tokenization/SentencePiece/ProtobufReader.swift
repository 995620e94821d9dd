/// Reads the fields of a message in Protocol Buffers' binary format, one after the other, without copying.
///
/// Source: the encoding of Protocol Buffers. Groups, which no file of today has, are refused.
struct ProtobufReader {
    /// What a field holds.
    enum Value {
        case integer(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        /// Bytes, a string or a message, by their place.
        case bytes(Range<Int>)
    }

    private let bytes: UnsafeRawBufferPointer
    private let file: String
    /// Where the next field begins, in the whole file.
    private(set) var position: Int
    private let end: Int

    /// Reads the message at `range` of `bytes`.
    init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, file: String) {
        self.bytes = bytes
        self.file = file
        position = range.lowerBound
        end = range.upperBound
    }

    /// The number and the content of the next field; nil at the end of the message.
    mutating func next() throws(TokenizerFileError) -> (number: Int, value: Value)? {
        guard position < end else { return nil }
        let start = position
        let tag = try varint()
        let number = Int(tag >> 3)
        guard number > 0, tag >> 3 < 1 << 29 else { throw invalid(start, "a field has the number \(tag >> 3)") }
        switch tag & 7 {
        case 0: return (number, .integer(try varint()))
        case 1:
            let place = try take(8)
            return (
                number,
                .fixed64(
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place.lowerBound, as: UInt64.self)))
            )
        case 2:
            let count = try varint()
            guard count <= UInt64(end - position) else {
                throw invalid(start, "field \(number) has \(count) bytes, more than are left")
            }
            return (number, .bytes(try take(Int(count))))
        case 5:
            let place = try take(4)
            return (
                number,
                .fixed32(
                    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place.lowerBound, as: UInt32.self)))
            )
        default: throw invalid(start, "field \(number) is of the unknown kind \(tag & 7)")
        }
    }

    private mutating func varint() throws(TokenizerFileError) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        for index in 0..<10 {
            guard position < end else { throw invalid(start, "the file ends inside a number") }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << UInt64(index * 7)
            if byte < 0x80 { return value }
        }
        throw invalid(start, "a number has more than ten bytes")
    }

    private mutating func take(_ count: Int) throws(TokenizerFileError) -> Range<Int> {
        guard end - position >= count else { throw invalid(position, "the file ends inside a field") }
        defer { position += count }
        return position..<(position + count)
    }

    private func invalid(_ place: Int, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(
            .invalid, file: file, location: "byte \(place)",
            detail: "\(detail): it is truncated, or no SentencePiece model")
    }
}
