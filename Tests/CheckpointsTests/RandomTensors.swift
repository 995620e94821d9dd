import Checkpoints
import Foundations

/// Seeded random tensors of every element type, and random damage to files.
struct RandomTensors {
    /// A tensor that owns its bytes.
    struct Tensor {
        var name: String
        var elementType: StoredElementType
        var shape: [Int]
        var bytes: [UInt8]
    }

    var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func tensors(count: Int) -> [Tensor] {
        (0..<count).map { index in
            let types = StoredElementType.allCases
            let type = types[generator.next(below: types.count)]
            let shape = (0..<generator.next(below: 4)).map { _ in generator.next(below: 5) }
            let byteCount = shape.reduce(1, *) * type.byteCount
            let bytes = (0..<byteCount).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            let names = ["model.layers.\(index).weight", "é\(index)", "e\u{301}\(index)", "\"\\\n\(index)", "\(index)"]
            return Tensor(
                name: names[generator.next(below: names.count)], elementType: type, shape: shape, bytes: bytes)
        }
    }

    /// `bytes` with one to four random changes, most of them in the first `headerEnd` bytes.
    mutating func damaged(_ bytes: [UInt8], before headerEnd: Int) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.next(below: 4) {
            guard !bytes.isEmpty else { break }
            let limit = generator.next(below: 8) == 0 ? bytes.count : min(headerEnd, bytes.count)
            let place = generator.next(below: limit)
            switch generator.next(below: 6) {
            case 0: bytes[place] ^= 1 << UInt8(generator.next(below: 8))
            case 1: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            case 2: bytes[place] = UInt8(ascii: "0") + UInt8(generator.next(below: 10))
            case 3: bytes.insert(UInt8(ascii: "0") + UInt8(generator.next(below: 10)), at: place)
            case 4: bytes.remove(at: place)
            default: bytes.removeLast(generator.next(below: min(8, bytes.count)))
            }
        }
        return bytes
    }
}

extension [RandomTensors.Tensor] {
    /// Calls `body` with the tensors as the writer takes them.
    func withSafetensors<Result>(_ body: ([SafetensorsTensor]) throws -> Result) rethrows -> Result {
        let copies = map { tensor in
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: tensor.bytes.count, alignment: 8)
            copy.copyBytes(from: tensor.bytes)
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        return try body(
            zip(self, copies).map { tensor, copy in
                SafetensorsTensor(
                    name: tensor.name, elementType: tensor.elementType, shape: tensor.shape,
                    bytes: UnsafeRawBufferPointer(copy))
            })
    }
}
