/// Several normalizers, one after the other.
package struct NormalizerSequence: Normalizer {
    package let normalizers: [any Normalizer]

    package init(_ normalizers: [any Normalizer]) { self.normalizers = normalizers }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let first = normalizers.first else {
            result.append(contentsOf: text)
            return
        }
        if normalizers.count == 1 {
            first.normalize(text, into: &result)
            return
        }
        var current: [UInt8] = []
        first.normalize(text, into: &current)
        for normalizer in normalizers.dropFirst().dropLast() {
            var next: [UInt8] = []
            next.reserveCapacity(current.count)
            current.withUnsafeBufferPointer { normalizer.normalize($0, into: &next) }
            current = next
        }
        let last = normalizers[normalizers.count - 1]
        current.withUnsafeBufferPointer { last.normalize($0, into: &result) }
    }
}
