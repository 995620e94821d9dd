import Foundations
import Tensors
import Testing

@Suite("Pages of keys and values")
struct KVSequenceTests {
    private static func pool(_ pages: Int) -> KVPool {
        KVPool(shape: KVPageShape(layers: 2, heads: 1, headSize: 4), pageLimit: pages)
    }

    /// Writes the first byte of a position, which stands for all of it.
    private static func write(_ sequence: KVSequence, _ bytes: [UInt8]) throws {
        try sequence.reserve(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let position = sequence.count + index
            for layer in 0..<2 {
                sequence.pool.bytes(of: sequence.pages[position / 64], layer: layer)[position % 64] = byte
            }
        }
        sequence.advance(by: bytes.count)
    }

    private static func read(_ sequence: KVSequence) -> [UInt8] {
        (0..<sequence.count).map { position in
            let bytes = (0..<2).map { sequence.pool.bytes(of: sequence.pages[position / 64], layer: $0)[position % 64] }
            #expect(bytes[0] == bytes[1])
            return bytes[0]
        }
    }

    @Test("A full pool says so with sizes, and nothing has changed")
    func full() throws {
        let pool = Self.pool(3)
        let first = KVSequence(pool: pool), second = KVSequence(pool: pool)
        try Self.write(first, [UInt8](repeating: 1, count: 65))
        #expect(pool.usedPageCount == 2 && pool.freePageCount == 1)
        #expect(throws: KVPoolError.full(needed: 2, free: 1, limit: 3)) { try second.reserve(65) }
        #expect(second.pages.isEmpty && pool.freePageCount == 1)
        try Self.write(second, [5])
        first.truncate(to: 64)
        #expect(pool.freePageCount == 1)
        #expect(second.pagesNeeded(for: 63) == 0 && second.pagesNeeded(for: 64) == 1)
    }

    @Test("More memory than there are addresses is an error when the first page is taken")
    func noMemory() {
        let pool = KVPool(shape: KVPageShape(layers: 1000, heads: 1000, headSize: 1000), pageLimit: 1 << 20)
        #expect(throws: KVPoolError.noMemory(bytes: pool.byteCount)) { try KVSequence(pool: pool).reserve(1) }
        #expect(KVPool(shape: pool.shape, byteLimit: pool.shape.byteCount * 3 - 1).pageLimit == 2)
    }

    @Test("A page is copied by the first that writes into it while others refer to it")
    func copyOnWrite() throws {
        let pool = Self.pool(10)
        let sequence = KVSequence(pool: pool)
        try Self.write(sequence, (0..<100).map { UInt8($0) })
        let fork = sequence.fork(), early = sequence.fork(at: 64)
        #expect(pool.usedPageCount == 2 && early.pages == [sequence.pages[0]])
        try Self.write(fork, [200])
        #expect(pool.usedPageCount == 3 && fork.pages[0] == sequence.pages[0] && fork.pages[1] != sequence.pages[1])
        // Nobody else refers to its last page now.
        try Self.write(sequence, [201])
        #expect(pool.usedPageCount == 3)
        try Self.write(early, [202])
        #expect(pool.usedPageCount == 4)
        #expect(Self.read(fork) == (0..<100).map { UInt8($0) } + [200])
        #expect(Self.read(sequence) == (0..<100).map { UInt8($0) } + [201])
        #expect(Self.read(early) == (0..<64).map { UInt8($0) } + [202])
    }

    @Test(
        "Random writes, forks, cuts and ends keep every sequence's own content, and no page is lost", arguments: 1...5)
    func randomly(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pool = Self.pool(24)
        var alive: [(sequence: KVSequence, bytes: [UInt8])] = []
        for _ in 0..<600 {
            let choice = alive.isEmpty ? 0 : generator.next(below: 6),
                index = generator.next(below: max(1, alive.count))
            switch choice {
            case 0: alive.append((KVSequence(pool: pool), []))
            case 1:
                let count = generator.next(below: alive[index].bytes.count + 1)
                alive.append((alive[index].sequence.fork(at: count), Array(alive[index].bytes[..<count])))
            case 2:
                let count = generator.next(below: alive[index].bytes.count + 1)
                alive[index].sequence.truncate(to: count)
                alive[index].bytes.removeLast(alive[index].bytes.count - count)
            case 3: alive.remove(at: index)
            default:
                let bytes = (0..<generator.next(below: 90)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
                let needed = alive[index].sequence.pagesNeeded(for: bytes.count)
                if needed > pool.freePageCount {
                    #expect(throws: KVPoolError.full(needed: needed, free: pool.freePageCount, limit: 24)) {
                        try Self.write(alive[index].sequence, bytes)
                    }
                } else {
                    let free = pool.freePageCount
                    try Self.write(alive[index].sequence, bytes)
                    #expect(pool.freePageCount == free - needed)
                    alive[index].bytes += bytes
                }
            }
            for (sequence, bytes) in alive { #expect(Self.read(sequence) == bytes) }
            #expect(pool.usedPageCount == Set(alive.flatMap(\.sequence.pages)).count)
        }
        alive.removeAll()
        #expect(pool.usedPageCount == 0 && pool.freePageCount == 24)
    }
}
