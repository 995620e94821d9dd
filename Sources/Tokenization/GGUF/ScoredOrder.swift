/// Whether merges are what scores of tokens mean: the pair whose result has the best score merges first.
///
/// Then every way to put a token together from two others is a merge, and all merges of a token follow each other.
enum ScoredOrder {
    /// - Parameters:
    ///   - merges: by rank.
    ///   - names: the bytes of all tokens by id.
    static func holds(_ merges: [Merge], names: [[UInt8]]) -> Bool {
        var ids: [[UInt8]: Int32] = [:]
        for (id, name) in names.enumerated() where !name.isEmpty { ids[name] = Int32(id) }
        var pairs: Set<UInt64> = []
        var results: Set<Int32> = []
        var last: Int32 = -1
        for merge in merges {
            pairs.insert(key(merge.left, merge.right))
            if merge.result == last { continue }
            guard results.insert(merge.result).inserted else { return false }
            last = merge.result
        }
        for result in results {
            let name = names[Int(result)]
            for length in 1..<max(name.count, 1) where name[length] & 0xC0 != 0x80 {
                guard let left = ids[Array(name[..<length])], let right = ids[Array(name[length...])] else { continue }
                if !pairs.contains(key(left, right)) { return false }
            }
        }
        return true
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }
}
