import Foundations
package import Tensors

/// The beginning of a file of saved keys and values.
///
/// The file is: eight bytes of magic, the length of the header (UInt32, little-endian), the header (JSON), the tokens
/// (Int32, little-endian), the pages one after another, layer by layer, and a hash of all before it (UInt64).
package struct KVSnapshotHeader: Hashable {
    static let magic = Array("MRTLKV01".utf8)
    /// More than any header has.
    static let longest = 1 << 16

    /// What the model is called in errors.
    var model: String
    /// What the model makes of a few tokens, as a hash; see ``BatchEngine/fingerprint()``.
    package var fingerprint: String
    package var shape: KVPageShape
    /// How many tokens there are.
    package var tokens: Int

    package var pages: Int { KVPageShape.pages(for: tokens) }

    /// The bytes of the file up to the tokens.
    package var bytes: [UInt8] {
        let json: JSONValue = [
            "model": .string(model), "fingerprint": .string(fingerprint), "format": .string(shape.format.rawValue),
            "layers": .integer(shape.layers), "heads": .integer(shape.heads), "head_size": .integer(shape.headSize),
            "page_positions": .integer(KVPageShape.positions), "tokens": .integer(tokens),
        ]
        let text = json.serializedBytes()
        return Self.magic + withUnsafeBytes(of: UInt32(text.count).littleEndian) { Array($0) } + text
    }

    /// The bytes of a whole file with this header, whose own length is `length`; nil where they are beyond counting.
    func fileSize(headerLength length: Int) -> Int? {
        let (content, isBeyond) = shape.byteCount.multipliedReportingOverflow(by: pages)
        return isBeyond || content > Int.max / 2 ? nil : length + tokens * 4 + content + 8
    }
}

extension KVSnapshotHeader {
    /// Reads the header of a file, and says where it ends.
    package static func read(_ bytes: UnsafeRawBufferPointer, path: String) throws(KVSnapshotError) -> (
        KVSnapshotHeader, Int
    ) {
        guard bytes.count >= 12, bytes.prefix(8).elementsEqual(magic) else { throw .notSnapshot(path: path) }
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        guard length <= longest, 12 + length <= bytes.count else {
            throw .damaged(path: path, reason: "the header has \(length) bytes, the file \(bytes.count)")
        }
        guard let json = try? JSONValue(parsing: Array(bytes[12..<12 + length]), source: path),
            let model = json["model"]?.string, let fingerprint = json["fingerprint"]?.string,
            let format = json["format"]?.string, let layers = size(json["layers"]), let heads = size(json["heads"]),
            let headSize = size(json["head_size"]), let tokens = json["tokens"]?.int,
            (1...max(1, bytes.count / 4)).contains(tokens),
            json["page_positions"]?.int == KVPageShape.positions
        else { throw .damaged(path: path, reason: "the header does not say what the file holds") }
        guard let known = CacheFormat(rawValue: format) else {
            throw .damaged(path: path, reason: "the format '\(format)' is unknown")
        }
        let shape = KVPageShape(layers: layers, heads: heads, headSize: headSize, format: known)
        return (KVSnapshotHeader(model: model, fingerprint: fingerprint, shape: shape, tokens: tokens), 12 + length)
    }

    /// A number of layers, heads or elements.
    private static func size(_ json: JSONValue?) -> Int? {
        json?.int.flatMap { (1...1 << 16).contains($0) ? $0 : nil }
    }
}
