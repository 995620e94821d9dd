import CFuzzing
import Foundation
import TestSupport

/// One input that the fuzzer made, and what reading it may cost.
struct FuzzInput {
    /// What any input may allocate: 4 MiB, and 100 bytes for each of its own.
    private static let base = 4 << 20
    private static let perByte = 100

    /// Where inputs lie that a reader wants as a file: in memory, one for each process.
    private static let file = URL(filePath: "/dev/shm/martlet-fuzz-\(getpid())")

    let bytes: [UInt8]

    init(_ data: UnsafePointer<UInt8>?, _ count: Int) {
        bytes = Array(UnsafeBufferPointer(start: data, count: count))
    }

    /// Calls `body` with the input; more living memory than the bound, and `extra` bytes, end the process.
    func read(extra: Int = 0, _ body: ([UInt8]) throws -> Void) {
        _ = ReaderExercises.prepare
        fuzz_watch(Self.base + Self.perByte * bytes.count + extra)
        // Being refused is what most inputs are there for.
        try? body(bytes)
        fuzz_unwatch()
    }

    /// Calls `body` with the input as a file; see ``read(extra:_:)``.
    func readFile(extra: Int = 0, _ body: (URL) throws -> Void) {
        guard fuzz_write_file(Self.file.path, bytes, bytes.count) == 1 else { fatalError("cannot write \(Self.file)") }
        read(extra: extra) { _ in try body(Self.file) }
    }
}
