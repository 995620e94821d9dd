@preconcurrency import Glibc

/// The terminal on standard input, which is put into raw mode while a line is edited.
///
/// However the program ends while it is raw, by itself or by a signal, the terminal is as it was before.
enum Terminal {
    /// The settings to go back to; written before raw mode begins, read by signal handlers.
    nonisolated(unsafe) private static var original = termios()
    nonisolated(unsafe) private static var isRaw = false
    /// Once, at the first use: what must happen however the program ends.
    private static let guards: Void = {
        atexit { Terminal.restore() }
        for number in [SIGTERM, SIGHUP, SIGQUIT] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                Terminal.restore()
                signal(number, SIG_DFL)
                raise(number)
            }
            sigaction(number, &action, nil)
        }
    }()

    /// Whether a conversation can be had here: a terminal that understands cursor movements on both sides.
    static var isInteractive: Bool {
        isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
    }

    /// The columns of the terminal.
    static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
    }

    /// From now on every key arrives at once, Ctrl-C included; false where that cannot be had.
    static func makeRaw() -> Bool {
        guard !isRaw else { return true }
        guard tcgetattr(STDIN_FILENO, &original) == 0 else { return false }
        _ = guards
        var raw = original
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        raw.c_iflag &= ~tcflag_t(ICRNL | IXON | INLCR)
        isRaw = true
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else {
            isRaw = false
            return false
        }
        return true
    }

    /// Back to what it was.
    static func restore() {
        guard isRaw else { return }
        isRaw = false
        tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
    }

    /// Writes at once.
    static func write(_ text: String) {
        fflush(stdout)
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(
                    STDOUT_FILENO, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                if written <= 0 { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
