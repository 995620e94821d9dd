/// Where a text may be cut before its pieces are known: between a character and the sign of a space after it, or the
/// other way round, if no piece has the two side by side.
struct SpaceCuts: Sendable {
    private let cutsBeforeSpace: Bool
    private let cutsAfterSpace: Bool

    /// Looks through the names of all pieces that may be found in text.
    init(_ names: some Sequence<[UInt8]>) {
        var hasSpaceInside = false
        var hasSpaceBefore = false
        for name in names {
            var position = 0
            while position < name.count {
                let isSpace = name[position...].starts(with: SentencePiece.spaceSign)
                let next = position + (isSpace ? 3 : 1)
                if next < name.count {
                    let isNextSpace = name[next...].starts(with: SentencePiece.spaceSign)
                    if !isSpace, isNextSpace { hasSpaceInside = true }
                    if isSpace, !isNextSpace { hasSpaceBefore = true }
                }
                position = next
            }
        }
        cutsBeforeSpace = !hasSpaceInside
        cutsAfterSpace = !hasSpaceBefore
    }

    /// Where the part ends that begins at `start`.
    @inline(__always)
    func end(of base: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
        var position = start
        var followsSpace = false
        while position < end {
            guard base[position] == 0xE2, isSpace(base, position, end) else {
                if followsSpace, cutsAfterSpace { return position }
                followsSpace = false
                position += 1
                continue
            }
            if cutsBeforeSpace, position > start, !followsSpace { return position }
            followsSpace = true
            position += 3
        }
        return end
    }

    @inline(__always)
    private func isSpace(_ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        position + 2 < end && base[position + 1] == 0x96 && base[position + 2] == 0x81
    }
}
