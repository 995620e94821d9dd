/// What BERT does to text first: control characters away, white space to spaces, spaces around Chinese characters,
/// accents away, and lower case.
package struct BertNormalizer: Normalizer {
    package let cleansText: Bool
    package let separatesChinese: Bool
    package let stripsAccents: Bool
    package let lowercases: Bool
    /// What an ASCII byte becomes; 0xFF where it goes away.
    private let asciiMap: ConstantTable<UInt8>

    /// - Parameters:
    ///   - cleansText: whether control characters go and all white space becomes a space.
    ///   - separatesChinese: whether each Chinese character gets a space on both sides.
    ///   - stripsAccents: whether nonspacing marks go, after canonical decomposition.
    ///   - lowercases: whether letters become small ones.
    package init(
        cleansText: Bool = true, separatesChinese: Bool = true, stripsAccents: Bool = true, lowercases: Bool = true
    ) {
        self.cleansText = cleansText
        self.separatesChinese = separatesChinese
        self.stripsAccents = stripsAccents
        self.lowercases = lowercases
        asciiMap = ConstantTable(
            (UInt8(0)..<128).map { byte in
                switch byte {
                case 0x09, 0x0A, 0x0D: cleansText ? 0x20 : byte
                case 0..<0x20, 0x7F: cleansText ? 0xFF : byte
                case 0x41...0x5A: lowercases ? byte | 0x20 : byte
                default: byte
                }
            })
    }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        result.reserveCapacity(result.count + text.count)
        var run: [UInt8] = []
        var decomposed: [UInt8] = []
        var position = 0
        while position < text.count {
            let byte = base[position]
            if byte < 0x80 {
                let mapped = asciiMap[Int(byte)]
                if mapped != 0xFF { result.append(mapped) }
                position += 1
                continue
            }
            // ASCII characters neither decompose nor combine: what lies between them is a text of its own. Characters
            // that are cleaned away do not count: marks on both sides of them come together.
            run.removeAll(keepingCapacity: true)
            while position < text.count {
                let (length, codePoint) = UTF8Decoding.character(base, at: position, before: text.count)
                if let codePoint, codePoint < 0x80, asciiMap[Int(codePoint)] != 0xFF { break }
                clean(
                    codePoint, bytes: UnsafeBufferPointer(start: base + position, count: length), into: &run)
                position += length
            }
            if stripsAccents {
                decomposed.removeAll(keepingCapacity: true)
                run.withUnsafeBufferPointer { UnicodeNormalizer(.nfd).normalize($0, into: &decomposed) }
                swap(&run, &decomposed)
            }
            run.withUnsafeBufferPointer { finish($0, into: &result) }
        }
    }

    /// The first two steps, for a character that is not ASCII or goes away.
    private func clean(_ codePoint: UInt32?, bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        if let codePoint {
            if cleansText {
                if codePoint < 0x80 || codePoint == 0xFFFD { return }
                let properties = CharacterProperties.of(codePoint)
                if properties.contains(.control) { return }
                if properties.contains(.space) {
                    result.append(0x20)
                    return
                }
            }
            if separatesChinese, Self.isChinese(codePoint) {
                result.append(0x20)
                result.append(contentsOf: bytes)
                result.append(0x20)
                return
            }
        }
        result.append(contentsOf: bytes)
    }

    /// The last two steps.
    private func finish(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard stripsAccents || lowercases, let base = text.baseAddress else {
            result.append(contentsOf: text)
            return
        }
        var position = 0
        while position < text.count {
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: text.count)
            defer { position += length }
            if stripsAccents, CharacterProperties.of(codePoint).contains(.nonspacingMark) { continue }
            if lowercases, let codePoint {
                LowercaseMapping.append(codePoint, to: &result)
            } else {
                result.append(contentsOf: UnsafeBufferPointer(start: base + position, count: length))
            }
        }
    }

    /// The blocks of Chinese characters as BERT lists them.
    private static func isChinese(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
