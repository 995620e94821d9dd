/// Numbers that are computed once and then only read, without reference counting or bounds checks on the way.
///
/// Safe to share between threads because nothing changes after the initializer returned: the pointer is private to
/// this class and handed out as constant.
package final class ConstantTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    /// The first element.
    package let base: UnsafePointer<Element>
    /// How many elements there are.
    package let count: Int

    /// Copies `elements`.
    package init(_ elements: [Element]) {
        let storage = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        elements.withUnsafeBufferPointer { source in
            if let address = source.baseAddress { storage.initialize(from: address, count: source.count) }
        }
        base = UnsafePointer(storage)
        count = elements.count
    }

    deinit { base.deallocate() }

    /// The element at `index`, which must be below `count` (checked in debug builds).
    @inline(__always)
    package subscript(index: Int) -> Element {
        assert(index >= 0 && index < count)
        return base[index]
    }
}
