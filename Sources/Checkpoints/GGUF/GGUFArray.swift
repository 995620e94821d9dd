import Foundation
import Foundations

/// An array of a GGUF file's metadata: one that stays in the mapped file until its elements are asked for, or one made
/// in memory to be written.
///
/// The extent of a mapped one was checked when the file was opened: a vocabulary of hundreds of thousands of strings
/// costs nothing until it is read.
public struct GGUFArray: Sendable {
    /// The kind of every element.
    public let elementType: GGUFValueType
    /// The number of elements.
    public let count: Int

    private let storage: GGUFStorage
    /// Where the elements lie in the storage.
    private let range: Range<Int>

    init(elementType: GGUFValueType, count: Int, range: Range<Int>, storage: GGUFStorage) {
        self.elementType = elementType
        self.count = count
        self.range = range
        self.storage = storage
    }

    /// Calls `body` with the elements as a file holds them, one after another.
    func withEncodedBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withBytes { bytes throws(Failure) in try body(UnsafeRawBufferPointer(rebasing: bytes[range])) }
    }

    /// Calls `body` with the position and the bytes of each string, which are valid until it returns and are whatever
    /// the file says: some vocabularies hold bytes that are no UTF-8.
    ///
    /// - Returns: false, without a call, where the elements are no strings.
    public func forEachString<Failure: Error>(
        _ body: (Int, UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard elementType == .string else { return false }
        try storage.withBytes { bytes throws(Failure) in
            var offset = range.lowerBound
            for index in 0..<count {
                let length = Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
                let start = offset + 8
                try body(index, UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
                offset = start + length
            }
        }
        return true
    }

    /// The bytes of each string; nil where the elements are no strings.
    public var byteStrings: [[UInt8]]? {
        guard elementType == .string else { return nil }
        var strings: [[UInt8]] = []
        strings.reserveCapacity(count)
        _ = forEachString { _, bytes in strings.append(Array(bytes)) }
        return strings
    }

    /// The strings; nil where the elements are no strings, or not all are UTF-8.
    public var strings: [String]? {
        guard elementType == .string else { return nil }
        var strings: [String] = []
        strings.reserveCapacity(count)
        _ = forEachString { _, bytes in
            if let text = String(validating: bytes, as: UTF8.self) { strings.append(text) }
        }
        return strings.count == count ? strings : nil
    }

    /// The elements, when they are integers of any width that fit; nil otherwise.
    public var ints: [Int]? { plain { $0.int } }

    /// The elements, when they are numbers of any kind; nil otherwise.
    public var doubles: [Double]? { plain { $0.double } }

    /// The elements, when they are booleans; nil otherwise.
    public var bools: [Bool]? { plain { $0.bool } }

    /// The elements, when they are arrays themselves; nil otherwise.
    public var arrays: [GGUFArray]? {
        guard elementType == .array else { return nil }
        return storage.withBytes { bytes in
            // The extent was checked when the file was opened, so nothing fails here.
            var scanner = GGUFScanner(bytes, file: "", offset: range.lowerBound)
            return (0..<count).compactMap { _ in try? scanner.array(storage: storage, depth: 0) }
        }
    }

    private func plain<Element>(_ read: (GGUFValue) -> Element?) -> [Element]? {
        guard let size = elementType.byteCount else { return nil }
        return storage.withBytes { bytes in
            var elements: [Element] = []
            elements.reserveCapacity(count)
            for index in 0..<count {
                guard let value = GGUFValue(elementType, at: range.lowerBound + index * size, in: bytes),
                    let element = read(value)
                else { return nil }
                elements.append(element)
            }
            return elements
        }
    }
}
