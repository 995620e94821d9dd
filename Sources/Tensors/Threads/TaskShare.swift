import Synchronization

/// The tasks of one operation that are meant for one thread: a range that its owner takes from the front, others from the
/// back.
///
/// Whoever comes takes half of what is left. Taking stops the processor's reading ahead for a moment, so that it should
/// happen seldom at first, when there is much to do, and often in the end, when all threads should finish together.
struct TaskShare: ~Copyable {
    /// The first task not yet taken in the high half, the end in the low half.
    private let range = Atomic<UInt64>(0)
    // Shares lie in cache lines of their own: their owners write them all the time.
    private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0)

    /// Puts tasks into the empty share.
    func fill(_ tasks: Range<Int>) {
        range.store(Self.packed(tasks), ordering: .sequentiallyConsistent)
    }

    var isEmpty: Bool { Self.unpacked(range.load(ordering: .sequentiallyConsistent)).isEmpty }

    /// The first half of the tasks that nobody has taken.
    func takeFront() -> Range<Int>? {
        take { $0.prefix(($0.count + 1) / 2) }
    }

    /// The last half of the tasks that nobody has taken.
    func takeBack() -> Range<Int>? {
        take { $0.suffix(($0.count + 1) / 2) }
    }

    @inline(__always)
    private func take(_ choose: (Range<Int>) -> Range<Int>) -> Range<Int>? {
        var current = range.load(ordering: .acquiring)
        while true {
            let tasks = Self.unpacked(current)
            if tasks.isEmpty { return nil }
            let taken = choose(tasks)
            let rest =
                taken.lowerBound == tasks.lowerBound
                ? taken.upperBound..<tasks.upperBound : tasks.lowerBound..<taken.lowerBound
            let (exchanged, original) = range.compareExchange(
                expected: current, desired: Self.packed(rest), ordering: .acquiringAndReleasing)
            if exchanged { return taken }
            current = original
        }
    }

    private static func packed(_ tasks: Range<Int>) -> UInt64 {
        UInt64(tasks.lowerBound) << 32 | UInt64(tasks.upperBound)
    }

    private static func unpacked(_ bits: UInt64) -> Range<Int> {
        Range(uncheckedBounds: (Int(bits >> 32), Int(bits & 0xffff_ffff)))
    }
}
