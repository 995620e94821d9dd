import Glibc

/// One line on standard error that is rewritten while work goes on; silent where standard error is no terminal.
struct StatusLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// Replaces the line.
    func show(_ text: String) {
        if isTerminal { Self.write("\r\u{1B}[K\(text)") }
    }

    /// Removes the line.
    func clear() {
        if isTerminal { Self.write("\r\u{1B}[K") }
    }

    /// Writes a line that stays.
    static func note(_ text: String) { write(text + "\n") }

    private static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
