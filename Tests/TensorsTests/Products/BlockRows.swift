import CKernels
import Foundations
import Tensors

/// Rows of random blocks of one type, as a GGUF file holds them, and the floats that they stand for.
struct BlockRows {
    let type: UInt32
    let count: Int
    let depth: Int
    let rowByteCount: Int
    private let bytes: [UInt8]

    /// Where the half-precision scales of a block lie; other bytes may be anything.
    private static func scalePlaces(of type: UInt32) -> [Int] {
        switch type {
        case 11: [108]
        case 3, 7, 12, 13: [0, 2]
        case 14: [208]
        default: [0]
        }
    }

    init(type: UInt32, count: Int, depth: Int, seed: UInt64) {
        guard let format = martlet_block_format(type)?.pointee else { preconditionFailure("type \(type)") }
        precondition(depth % format.block_size == 0)
        self.type = type
        self.count = count
        self.depth = depth
        let blocks = depth / format.block_size
        rowByteCount = blocks * format.block_bytes
        var random = SplitMix64(seed: seed)
        var bytes = (0..<count * rowByteCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        for block in 0..<count * blocks {
            for place in Self.scalePlaces(of: type) {
                let scale = Float16(0.01 + 0.02 * random.uniform()).bitPattern
                bytes[block * format.block_bytes + place] = UInt8(scale & 255)
                bytes[block * format.block_bytes + place + 1] = UInt8(scale >> 8)
            }
        }
        self.bytes = bytes
    }

    /// Calls `body` with the beginning of each row.
    func withRows<Result>(_ body: ([UnsafeRawPointer]) -> Result) -> Result {
        bytes.withUnsafeBytes { buffer in body((0..<count).map { buffer.baseAddress! + $0 * rowByteCount }) }
    }

    /// The rows as a weight of one part.
    func frozen(on device: CPUDevice) -> FrozenMatrix {
        withRows {
            FrozenMatrix([
                device.freeze(
                    StoredRows(encoding: .blocks(type: type), rows: $0), depth: depth, precision: .float32)
            ])
        }
    }

    /// The elements, row by row.
    var floats: [Float] {
        [Float](unsafeUninitializedCapacity: count * depth) { floats, filled in
            bytes.withUnsafeBytes {
                martlet_block_format(type)!.pointee.dequantize($0.baseAddress!, floats.baseAddress!, count * depth)
            }
            filled = count * depth
        }
    }
}
