/// One rule of byte-pair encoding: where `left` and `right` stand side by side, `result` takes their place.
package struct Merge: Hashable, Sendable, BitwiseCopyable {
    package let left: Int32
    package let right: Int32
    package let result: Int32

    package init(left: Int32, right: Int32, result: Int32) {
        self.left = left
        self.right = right
        self.result = result
    }
}
