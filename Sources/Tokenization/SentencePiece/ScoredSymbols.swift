/// The characters of a scored vocabulary, how they merge, and what is left of them at the end.
///
/// Characters that occur in pieces without being pieces, and user-defined pieces, which never merge, are symbols of
/// their own with ids after those of the vocabulary.
struct ScoredSymbols: Sendable {
    private let asciiSymbols: ConstantTable<Int32>
    private let otherSymbols: [UInt32: Int32]
    /// The frozen symbols of user-defined pieces.
    private let userDefined: PieceTrie?
    private let mergeTable: MergeTable
    /// What the symbols become that are no tokens, or tokens that are not used.
    private let replacements: [Int32: [Int32]]
    private let firstReplaced: Int32
    private let unknownToken: Int32
    private let byteTokens: [Int32]?

    init(_ pieces: [SentencePiece], unknownToken: Int32, byteTokens: [Int32]?, freezesUserDefined: Bool) {
        let count = Int32(pieces.count)
        var replacements: [Int32: [Int32]] = [:]
        var ids: [[UInt8]: Int32] = [:]
        var characters: [UInt32: Int32] = [:]
        for (id, piece) in pieces.enumerated() where piece.type != .byte && piece.type != .unknown {
            if ids[piece.name] == nil { ids[piece.name] = Int32(id) }
            if let codePoint = Self.character(piece.name), characters[codePoint] == nil {
                characters[codePoint] = Int32(id)
            }
        }
        // SentencePiece joins any two neighbours whose text is a piece, be they pieces or not.
        var next = count
        var mergeable: [[UInt8]: Int32] = [:]
        let found = pieces.indices.filter { [.normal, .userDefined, .unused].contains(pieces[$0].type) }
        for index in found { mergeable[pieces[index].name] = Int32(index) }
        for index in found {
            for character in Self.characters(pieces[index].name) {
                guard let codePoint = Self.character(character), characters[codePoint] == nil else { continue }
                characters[codePoint] = next
                mergeable[character] = next
                replacements[next] = byteTokens.map { tokens in character.map { tokens[Int($0)] } } ?? [unknownToken]
                next += 1
            }
        }
        // A character whose name is a control token's is that token, and merges as a character.
        for (codePoint, id) in characters {
            let name = Array(String(Unicode.Scalar(codePoint) ?? "\u{FFFD}").utf8)
            if mergeable[name] == nil { mergeable[name] = id }
        }
        var frozen: [(bytes: [UInt8], score: Double, id: Int32)] = []
        if freezesUserDefined {
            for (id, piece) in pieces.enumerated() where piece.type == .userDefined {
                frozen.append((piece.name, 0, next))
                replacements[next] = [Int32(id)]
                next += 1
            }
        }
        let (merges, ranks) = Self.merges(pieces, found, mergeable)
        let table = MergeTable(merges, ranks: ranks)
        asciiSymbols = ConstantTable((0..<128).map { characters[$0] ?? -1 })
        otherSymbols = characters.filter { $0.key >= 128 }
        userDefined = frozen.isEmpty ? nil : PieceTrie(frozen)
        mergeTable = table
        self.unknownToken = unknownToken
        self.byteTokens = byteTokens
        let unused = found.filter { pieces[$0].type == .unused }
        firstReplaced = unused.isEmpty ? count : 0
        for index in unused {
            let parts = Self.splits(
                Int32(index), pieces, characters: characters, merges: merges, ranks: ranks)
            if parts.count > 1 { replacements[Int32(index)] = parts }
        }
        self.replacements = replacements
    }

    /// The tokens of `text`, into `scratch.pieces`.
    func encode(_ text: UnsafeBufferPointer<UInt8>, _ scratch: EncoderScratch) {
        scratch.pieces.removeAll(keepingCapacity: true)
        guard let base = text.baseAddress else { return }
        var position = 0
        while position < text.count {
            if let userDefined,
                let match = userDefined.longestMatch(in: UnsafeBufferPointer(rebasing: text[position...]))
            {
                scratch.pieces.append(match.id)
                position += match.length
                continue
            }
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: text.count)
            let symbol = codePoint.map { $0 < 128 ? asciiSymbols[Int($0)] : otherSymbols[$0] ?? -1 } ?? -1
            if symbol >= 0 {
                scratch.pieces.append(symbol)
            } else if let byteTokens {
                for index in position..<(position + length) { scratch.pieces.append(byteTokens[Int(base[index])]) }
            } else {
                scratch.pieces.append(unknownToken)
            }
            position += length
        }
        scratch.merger.merge(&scratch.pieces, by: mergeTable)
        replace(&scratch.pieces)
    }

    /// Puts tokens in the place of symbols that are none, and joins runs of the unknown token.
    private func replace(_ tokens: inout [Int32]) {
        guard tokens.contains(where: { $0 >= firstReplaced || $0 == unknownToken }) else { return }
        var result: [Int32] = []
        var open: [Int32] = tokens.reversed()
        while let symbol = open.popLast() {
            if symbol >= firstReplaced, let parts = replacements[symbol] {
                open.append(contentsOf: parts.reversed())
            } else if symbol != unknownToken || result.last != unknownToken {
                result.append(symbol)
            }
        }
        tokens = result
    }

    // MARK: Preparation

    /// Every way to put a piece together from two others, in the order in which they merge.
    static func merges(of pieces: [SentencePiece]) -> [Merge] {
        let found = pieces.indices.filter { [.normal, .userDefined].contains(pieces[$0].type) }
        var symbols: [[UInt8]: Int32] = [:]
        for index in found { symbols[pieces[index].name] = Int32(index) }
        return merges(pieces, found, symbols).merges
    }

    /// Every way to put a piece together from two symbols; pieces of the same score have the same rank.
    private static func merges(
        _ pieces: [SentencePiece], _ found: [Int], _ symbols: [[UInt8]: Int32]
    ) -> (merges: [Merge], ranks: [UInt32]) {
        let byScore = found.sorted {
            pieces[$0].score != pieces[$1].score ? pieces[$0].score > pieces[$1].score : $0 < $1
        }
        var merges: [Merge] = []
        var ranks: [UInt32] = []
        var rank: UInt32 = 0
        for (place, id) in byScore.enumerated() {
            if place > 0, pieces[id].score != pieces[byScore[place - 1]].score { rank += 1 }
            let name = pieces[id].name
            // A forged piece of a megabyte would have a million places to split; no real one has a thousand.
            for length in 1..<max(min(name.count, 1024), 1) {
                guard name[length] & 0xC0 != 0x80, let left = symbols[Array(name[..<length])],
                    let right = symbols[Array(name[length...])]
                else { continue }
                merges.append(Merge(left: left, right: right, result: Int32(id)))
                ranks.append(rank)
            }
        }
        return (merges, ranks)
    }

    /// The two symbols that an unused piece was merged from.
    private static func splits(
        _ id: Int32, _ pieces: [SentencePiece], characters: [UInt32: Int32], merges: [Merge], ranks: [UInt32]
    ) -> [Int32] {
        let name = pieces[Int(id)].name
        var symbols: [Int32] = Self.characters(name).compactMap { Self.character($0).flatMap { characters[$0] } }
        // Only merges inside this piece count, and not the last one, which makes it.
        let inside = merges.indices.filter { index in
            let result = pieces[Int(merges[index].result)].name
            return merges[index].result != id && result.count < name.count && name.firstRange(of: result) != nil
        }
        var merger = PairMerger()
        merger.merge(&symbols, by: MergeTable(inside.map { merges[$0] }, ranks: inside.map { ranks[$0] }))
        return symbols
    }

    /// The code point of a name of one character.
    private static func character(_ name: [UInt8]) -> UInt32? {
        name.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return nil }
            let (length, codePoint) = UTF8Decoding.character(base, at: 0, before: bytes.count)
            return length == bytes.count ? codePoint : nil
        }
    }

    private static func characters(_ name: [UInt8]) -> [[UInt8]] {
        var characters: [[UInt8]] = []
        name.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var position = 0
            while position < bytes.count {
                let length = UTF8Decoding.character(base, at: position, before: bytes.count).length
                characters.append(Array(bytes[position..<(position + length)]))
                position += length
            }
        }
        return characters
    }
}
