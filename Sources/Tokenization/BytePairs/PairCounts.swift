/// How often each pair of neighbouring tokens occurs, and in which words.
///
/// Counts have 64 bits. The words of a pair are a linked list in one pool; a word stays in the list after the pair
/// has vanished from it, which costs a look at the word and nothing else.
struct PairCounts {
    /// The pairs in the order of their first occurrence.
    private(set) var pairs: [BytePair] = []
    private var counts: [Int64] = []
    private var heads: [Int32] = []
    /// Index of a pair plus one, by hash; 0 where the slot is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 16)
    private var links: [Link] = []
    private var freeLink: Int32 = -1

    private struct Link: BitwiseCopyable {
        var word: UInt32
        var next: Int32
    }

    /// How often the pair at `index` occurs.
    @inline(__always)
    func count(at index: Int) -> Int64 { counts[index] }

    /// The index of `pair`; nil where it never occurred.
    func index(of pair: BytePair) -> Int? {
        let entry = slots[slot(of: pair)]
        return entry == 0 ? nil : Int(entry) - 1
    }

    /// Adds `occurrences` of `pair` in `word`.
    @inline(__always)
    mutating func add(_ pair: BytePair, occurrences: Int64, word: UInt32) {
        let place = slot(of: pair)
        let index: Int
        if slots[place] == 0 {
            index = pairs.count
            pairs.append(pair)
            counts.append(0)
            heads.append(-1)
            slots[place] = UInt32(index + 1)
            if pairs.count * 2 > slots.count { grow() }
        } else {
            index = Int(slots[place]) - 1
        }
        counts[index] += occurrences
        let head = heads[index]
        if head < 0 || links[Int(head)].word != word { heads[index] = link(word, before: head) }
    }

    /// Takes `occurrences` away from `pair`, which must have occurred.
    @inline(__always)
    mutating func subtract(_ pair: BytePair, occurrences: Int64) {
        counts[Int(slots[slot(of: pair)]) - 1] -= occurrences
    }

    /// Forgets the pair at `index` and gives the words in which it may occur.
    mutating func takeWords(at index: Int) -> [UInt32] {
        var words: [UInt32] = []
        var position = heads[index]
        while position >= 0 {
            let next = links[Int(position)].next
            words.append(links[Int(position)].word)
            links[Int(position)].next = freeLink
            freeLink = position
            position = next
        }
        heads[index] = -1
        counts[index] = 0
        return words
    }

    /// The slot that holds `pair`, or the free one where it belongs.
    @inline(__always)
    private func slot(of pair: BytePair) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: ByteHash.mix(pair.key)) & mask
        while slots[slot] != 0, pairs[Int(slots[slot]) - 1] != pair { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func link(_ word: UInt32, before next: Int32) -> Int32 {
        if freeLink >= 0 {
            let position = freeLink
            freeLink = links[Int(position)].next
            links[Int(position)] = Link(word: word, next: next)
            return position
        }
        precondition(links.count < Int(Int32.max), "more than two billion places of pairs")
        links.append(Link(word: word, next: next))
        return Int32(links.count - 1)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for index in pairs.indices { slots[slot(of: pairs[index])] = UInt32(index + 1) }
    }
}
