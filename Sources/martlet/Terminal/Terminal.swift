@preconcurrency import Glibc

/// The terminal on standard input, which hands over every key at once while a conversation goes on.
///
/// However the program ends meanwhile, by itself or by a signal, the terminal is as it was before.
enum Terminal {
    /// What Ctrl-C does.
    enum Mode {
        /// It is a key like any other.
        case editing
        /// It interrupts, as usual. What is typed meanwhile waits, unseen, for the next line.
        case working
    }

    /// The settings to go back to; written before they are changed, read by signal handlers.
    nonisolated(unsafe) private static var original = termios()
    nonisolated(unsafe) private static var isChanged = false
    /// Once, at the first use: what must happen however the program ends.
    private static let guards: Void = {
        atexit { Terminal.restore() }
        for number in [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE] {
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

    /// From now on keys arrive at once and are not echoed; false where that cannot be had.
    static func enter(_ mode: Mode) -> Bool {
        if !isChanged, tcgetattr(STDIN_FILENO, &original) != 0 { return false }
        _ = guards
        var settings = original
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
        settings.c_iflag &= ~tcflag_t(ICRNL | IXON | INLCR)
        if mode == .editing { settings.c_lflag &= ~tcflag_t(ISIG) }
        isChanged = true
        return tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0
    }

    /// Back to what it was.
    static func restore() {
        guard isChanged else { return }
        isChanged = false
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
