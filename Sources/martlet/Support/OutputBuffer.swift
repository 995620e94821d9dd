import Glibc

/// Standard output for long lists of numbers: bytes are collected and written in large pieces.
///
/// Nothing else may print at the same time, because this goes past the buffer of `print`.
final class OutputBuffer {
    private var bytes: [UInt8] = []

    /// Appends `text`.
    func write(_ text: String) throws(CommandFailure) {
        bytes.append(contentsOf: text.utf8)
        if bytes.count > 1 << 16 { try flush() }
    }

    /// Appends the numbers with `separator` between them.
    func write(_ numbers: [Int32], separator: String) throws(CommandFailure) {
        for (index, number) in numbers.enumerated() {
            if index > 0 { bytes.append(contentsOf: separator.utf8) }
            try write(String(number))
        }
    }

    /// Writes what was collected; a closed pipe ends the program by its signal, as it does for other tools.
    func flush() throws(CommandFailure) {
        let isWritten = bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                if written < 0 { return false }
                rest = rest.dropFirst(written)
            }
            return true
        }
        guard isWritten else { throw StandardOutput.failure() }
        bytes.removeAll(keepingCapacity: true)
    }
}
