/// The tokens of single characters, by their place in a word where the vocabulary distinguishes it.
struct SymbolTable: Sendable {
    private let tables: [CodePointTable]
    private let prefix: [UInt8]
    private let suffix: [UInt8]

    /// Takes all tokens; those that are a character between `prefix` and `suffix` count, or, where merging
    /// `startsWithBytes`, those of one byte.
    init(_ tokens: [(bytes: [UInt8], id: Int32)], prefix: [UInt8], suffix: [UInt8], startsWithBytes: Bool) {
        self.prefix = prefix
        self.suffix = suffix
        let hasPlaces = !prefix.isEmpty || !suffix.isEmpty
        tables = (0..<(hasPlaces ? 4 : 1)).map { place in
            let (isFirst, isLast) = (place & 1 == 0, place & 2 != 0)
            let before = isFirst ? [] : prefix
            let after = isLast ? suffix : []
            var entries: [(codePoint: UInt32, id: Int32)] = []
            for (bytes, id) in tokens {
                let length = bytes.count - before.count - after.count
                guard 1...4 ~= length, bytes.starts(with: before), bytes.suffix(after.count).elementsEqual(after)
                else { continue }
                bytes.withUnsafeBufferPointer { bytes in
                    guard let base = bytes.baseAddress else { return }
                    if startsWithBytes {
                        if length == 1 { entries.append((UInt32(bytes[before.count]), id)) }
                        return
                    }
                    let character = UTF8Decoding.character(base, at: before.count, before: before.count + length)
                    if character.length == length, let codePoint = character.codePoint {
                        entries.append((codePoint, id))
                    }
                }
            }
            return CodePointTable(entries)
        }
    }

    /// The token of a character; negative where there is none, and for nil, a byte that is not UTF-8.
    @inline(__always)
    func find(_ codePoint: UInt32?, isFirst: Bool, isLast: Bool) -> Int32 {
        guard let codePoint else { return -1 }
        return tables.count == 1
            ? tables[0].find(codePoint) : tables[(isFirst ? 0 : 1) + (isLast ? 2 : 0)].find(codePoint)
    }

    /// The bytes of a character's name at its place.
    func spelling(of character: UnsafeBufferPointer<UInt8>, isFirst: Bool, isLast: Bool) -> [UInt8] {
        (isFirst ? [] : prefix) + Array(character) + (isLast ? suffix : [])
    }
}
