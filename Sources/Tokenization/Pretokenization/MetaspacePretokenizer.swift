/// Writes spaces as a sign, with one before the text, and cuts before each sign.
package struct MetaspacePretokenizer: Pretokenizer {
    /// Which pieces get a sign before them, unless they begin with one.
    package enum PrependScheme: String, Sendable {
        /// The one that begins the text.
        case first
        case never
        /// Each.
        case always
    }

    package let sign: [UInt8]
    package let scheme: PrependScheme
    /// Whether pieces are cut before each sign.
    package let splits: Bool

    package init(sign: Unicode.Scalar, scheme: PrependScheme, splits: Bool) {
        self.sign = Array(String(sign).utf8)
        self.scheme = scheme
        self.splits = splits
    }

    package func cut(_ text: inout PretokenizedText) {
        text.rewritePieces { piece, beginsText, result in
            let isPrepended =
                scheme == .always || (scheme == .first && beginsText)
            if isPrepended, !piece.starts(with: sign), piece.first != 0x20 { result.append(contentsOf: sign) }
            for byte in piece {
                if byte == 0x20 {
                    result.append(contentsOf: sign)
                } else {
                    result.append(byte)
                }
            }
        }
        guard splits else { return }
        text.cutPieces { base, piece, add in
            // Signs that touch each begin a piece of their own.
            var start = piece.lowerBound
            var position = start
            while position + sign.count <= piece.upperBound {
                if base[position] == sign[0], sign.indices.allSatisfy({ base[position + $0] == sign[$0] }) {
                    add(start..<position)
                    start = position
                    position += sign.count
                } else {
                    position += 1
                }
            }
            add(start..<piece.upperBound)
        }
    }
}
