import CKernels
import Glibc

/// What one thread needs while it encodes: buffers, and the pretokens it has met before.
///
/// Not synchronized: the pool that owns the values hands each to one caller at a time, and only that caller touches it
/// until it gives it back.
final class EncoderScratch: @unchecked Sendable {
    /// How many pretokens of up to 15 bytes are remembered: two megabytes, of which a text touches what it needs.
    private static let memorySize = 1 << 16
    /// How many tokens the kernels write before they are appended to the result.
    static let roomForTokens = 1 << 12

    var pieces: [Int32] = []
    var merger = PairMerger()
    /// Pretokens of up to 31 bytes that the kernels do not know.
    var cache = PieceCache()
    /// What the kernels work on.
    var encoder = martlet_piece_encoder()
    private let memory: UnsafeMutableRawPointer?
    private let room: UnsafeMutablePointer<Int32>?

    /// - Parameter usesKernels: whether it is for a model whose ASCII pretokens go through the kernels.
    init(usesKernels: Bool) {
        guard usesKernels else {
            memory = nil
            room = nil
            return
        }
        // Pages that calloc has not touched cost nothing until they are used.
        let size = Self.memorySize * MemoryLayout<martlet_piece_memory>.stride
        memory = calloc(size + 64, 1)
        precondition(memory != nil, "out of memory")
        let room = UnsafeMutablePointer<Int32>.allocate(capacity: Self.roomForTokens)
        self.room = room
        encoder.memory = memory?.alignedUp(toMultipleOf: 64).bindMemory(
            to: martlet_piece_memory.self, capacity: Self.memorySize)
        encoder.memory_mask = UInt64(Self.memorySize - 1)
        encoder.ids = room
        encoder.capacity = Self.roomForTokens
    }

    deinit {
        free(memory)
        room?.deallocate()
    }

    /// Appends the tokens that were written, and makes room.
    func flush(into tokens: inout [Int32]) {
        tokens.append(contentsOf: UnsafeBufferPointer(start: room, count: encoder.count))
        encoder.count = 0
    }
}
