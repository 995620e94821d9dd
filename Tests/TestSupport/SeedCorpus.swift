import Foundation
import Foundations

/// The small inputs that the fuzz targets begin with (`Fuzzing/corpus`), and what damage makes of them.
public struct SeedCorpus: Sendable {
    /// The inputs, in the order of their names.
    public let inputs: [(name: String, bytes: [UInt8])]

    /// The inputs of a target, such as `gguf`.
    public init(_ target: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fuzzing/corpus/\(target)")
        inputs = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }

    /// Calls `body` with every input as it is, then with `count` damaged ones, the same every time.
    public func replay(damaged count: Int, seed: UInt64 = 1, _ body: ([UInt8]) throws -> Void) rethrows {
        for input in inputs { try body(input.bytes) }
        var random = SplitMix64(seed: seed)
        for _ in 0..<count {
            var bytes = inputs[random.next(below: inputs.count)].bytes
            for _ in 0...random.next(below: 4) { damage(&bytes, &random) }
            try body(bytes)
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = random.next(below: bytes.count)
        let end = min(bytes.count, place + 1 + random.next(below: 16))
        switch random.next(below: 8) {
        case 0: bytes[place] ^= 1 << UInt8(random.next(below: 8))
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.next(below: bytes.count))
        case 4: bytes.removeLast(bytes.count - place)
        // The ends of the ranges of integers are where sizes overflow.
        case 5: for index in place..<min(bytes.count, place + 8) { bytes[index] = 0xFF }
        case 6: for index in place..<min(bytes.count, place + 8) { bytes[index] = index == place + 7 ? 0x7F : 0 }
        default:
            let other = inputs[random.next(below: inputs.count)].bytes
            guard !other.isEmpty else { return }
            let start = random.next(below: other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + 24)], at: place)
        }
    }
}
