/// Places before the sign ▁ (U+2581) that no merge bridges, so that a text may be cut there without changing its tokens.
///
/// Vocabularies of SentencePiece merge whole texts, but hardly any of their tokens has the sign of a space after
/// another character.
struct SpaceSignCuts: Sendable {
    /// Whether the sign may follow a byte inside a token.
    private let isBridged: ConstantTable<Bool>

    /// Looks through the results of the merges; nil where the sign is no token.
    init?(tokens: [(bytes: [UInt8], id: Int32)], merges: [Merge]) {
        guard tokens.contains(where: { $0.bytes == [0xE2, 0x96, 0x81] }) else { return nil }
        var isBridged = [Bool](repeating: false, count: 256)
        let results = Set(merges.map(\.result))
        for (bytes, id) in tokens where results.contains(id) && bytes.count > 3 {
            for place in 1..<(bytes.count - 2)
            where bytes[place] == 0xE2 && bytes[place + 1] == 0x96 && bytes[place + 2] == 0x81 {
                let isRun = place >= 3 && bytes[(place - 3)..<place].elementsEqual([0xE2, 0x96, 0x81])
                if !isRun { isBridged[Int(bytes[place - 1])] = true }
            }
        }
        self.isBridged = ConstantTable(isBridged)
    }

    /// Where the part ends that begins at `start`.
    @inline(__always)
    func end(of base: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
        var position = start + 1
        while position + 2 < end {
            if base[position] == 0xE2, base[position + 1] == 0x96, base[position + 2] == 0x81 {
                let isRun =
                    position >= 3 && base[position - 3] == 0xE2 && base[position - 2] == 0x96
                    && base[position - 1] == 0x81
                if !isRun, !isBridged[Int(base[position - 1])] { return position }
                position += 3
            } else {
                position += 1
            }
        }
        return end
    }
}
