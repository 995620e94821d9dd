import Glibc

/// Standard input, byte by byte.
final class InputBytes {
    private var buffer: [UInt8] = []
    private var position = 0

    /// The next byte; nil at the end.
    ///
    /// - Parameter milliseconds: how long to wait for it; nil waits as long as it takes.
    func next(within milliseconds: Int32? = nil) -> UInt8? {
        if position == buffer.count, !refill(milliseconds) { return nil }
        position += 1
        return buffer[position - 1]
    }

    /// Waits for a byte; whether one is there, or the input has ended.
    func waits(milliseconds: Int32) -> Bool {
        if position < buffer.count { return true }
        var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    /// A line without its end; nil at the end of the input.
    func line() -> [UInt8]? {
        var line: [UInt8] = []
        while let byte = next() {
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line
            }
            line.append(byte)
        }
        return line.isEmpty ? nil : line
    }

    private func refill(_ milliseconds: Int32?) -> Bool {
        if let milliseconds {
            var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, milliseconds) > 0 else { return false }
        }
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer = Array(chunk[..<count])
            position = 0
            return true
        }
    }
}
