/// Finds tokens by their bytes, without an allocation for each look.
struct TokenByteIndex {
    private let bytes: TokenBytes
    private let ids: [Int32]
    /// Place in `ids` plus one; 0 where the slot is free. The size is a power of two.
    private var slots: [UInt32]
    /// Whether any token has this many bytes.
    private var hasLength: [Bool]

    /// Takes the bytes of each token and its id.
    init(_ tokens: [[UInt8]], ids: [Int32]) {
        bytes = TokenBytes(tokens)
        self.ids = ids
        hasLength = [Bool](repeating: false, count: (tokens.map(\.count).max() ?? 0) + 1)
        for token in tokens { hasLength[token.count] = true }
        var size = 1024
        while size < tokens.count * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        for place in tokens.indices {
            let token = bytes[Int32(place)]
            guard let base = token.baseAddress else { continue }
            var slot = Int(truncatingIfNeeded: ByteHash.hash(base, count: token.count)) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(place + 1)
        }
    }

    /// The id of the token with these bytes; negative where there is none.
    func find(_ bytes: [UInt8]) -> Int32 { bytes.withUnsafeBufferPointer { find($0) } }

    /// The id of the token with these bytes; negative where there is none.
    func find(_ token: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let base = token.baseAddress else { return -1 }
        var slot = Int(truncatingIfNeeded: ByteHash.hash(base, count: token.count)) & (slots.count - 1)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if bytes[Int32(place)].elementsEqual(token) { return ids[place] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    /// Appends every way to put `token` together from two tokens.
    func appendSplits(of token: [UInt8], result: Int32, to merges: inout [Merge]) {
        token.withUnsafeBufferPointer { token in
            for length in 1..<token.count where hasLength[length] && hasLength[token.count - length] {
                let left = find(UnsafeBufferPointer(rebasing: token[..<length]))
                guard left >= 0 else { continue }
                let right = find(UnsafeBufferPointer(rebasing: token[length...]))
                if right >= 0 { merges.append(Merge(left: left, right: right, result: result)) }
            }
        }
    }
}
