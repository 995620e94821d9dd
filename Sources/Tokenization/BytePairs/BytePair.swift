/// Two neighbouring tokens as one key, ordered by the left token, then by the right one.
package struct BytePair: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The left token in the upper half, the right one in the lower half.
    package let key: UInt64

    @inline(__always)
    package init(_ left: UInt32, _ right: UInt32) {
        key = UInt64(left) << 32 | UInt64(right)
    }

    /// The token on the left.
    @inline(__always)
    package var left: UInt32 { UInt32(key >> 32) }

    /// The token on the right.
    @inline(__always)
    package var right: UInt32 { UInt32(truncatingIfNeeded: key) }

    @inline(__always)
    package static func < (first: BytePair, second: BytePair) -> Bool { first.key < second.key }
}
