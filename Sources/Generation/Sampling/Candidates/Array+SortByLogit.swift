extension Array where Element == UInt64 {
    /// Puts sort keys of candidates in ascending order; those of equal logits must be in order of their tokens already.
    ///
    /// Many are sorted by counting, 11 bits of the logit at a time, each pass keeping the order of equals (Knuth, "The
    /// art of computer programming", volume 3, section 5.2.5).
    mutating func sortByLogit(scratch: inout [UInt64]) {
        guard count > 512 else {
            sort()
            return
        }
        if scratch.count < count { scratch = [UInt64](repeating: 0, count: count) }
        for shift in [32, 43, 54] as [UInt64] {
            var starts = [Int](repeating: 0, count: 2_048)
            for key in self { starts[Int((key >> shift) & 2_047)] += 1 }
            var next = 0
            for digit in starts.indices {
                let digits = starts[digit]
                starts[digit] = next
                next += digits
            }
            for key in self {
                let digit = Int((key >> shift) & 2_047)
                scratch[starts[digit]] = key
                starts[digit] += 1
            }
            for index in indices { self[index] = scratch[index] }
        }
    }
}
