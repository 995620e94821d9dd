import Foundation
import Glibc

/// The program in a terminal of its own: what is typed reaches it as keys, Ctrl-C as an interrupt.
final class TerminalProgram {
    // Numbers of Linux that are macros too complex to be seen from here: TIOCSPTLCK, TIOCGPTN, POSIX_SPAWN_SETSID.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
    private static let newSession: Int16 = 0x80

    private let terminal: Int32
    private let process: pid_t
    private var bytes: [UInt8] = []
    /// The settings of the terminal before the program began.
    private var original = termios()

    /// Starts the program with a terminal of 100 columns as its input, output and errors.
    init(_ arguments: [String]) throws {
        terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        guard terminal >= 0, ioctl(terminal, Self.setLock, &locked) == 0, ioctl(terminal, Self.getNumber, &number) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        tcgetattr(terminal, &original)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that the leader of a session opens becomes its own.
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, stream)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Self.newSession | Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let words: [String] = [MartletProgram.url.path] + arguments
        let variables: [String] = ["TERM=xterm", "PATH=/usr/bin:/bin"]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for pointer in pointers + environment { free(pointer) } }
        var identifier: pid_t = 0
        let failure = posix_spawn(
            &identifier, MartletProgram.url.path, &actions, &attributes, &pointers, &environment)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
        process = identifier
    }

    deinit {
        kill(process, SIGKILL)
        close(terminal)
    }

    /// All that was shown so far.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Types a text; `\u{3}` is Ctrl-C, `\u{4}` Ctrl-D.
    func type(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(terminal, $0.baseAddress, $0.count) }
    }

    /// Waits until the program has shown `wanted` after what was shown when the last wait ended, or has ended; whether
    /// it did, and what came up to there.
    func wait(for wanted: String) -> (isShown: Bool, text: String) {
        let target = Array(wanted.utf8)
        while true {
            let new = bytes[seen...]
            if let range = new.firstRange(of: target) {
                defer { seen = range.upperBound }
                return (true, String(decoding: bytes[seen..<range.upperBound], as: UTF8.self))
            }
            guard readMore() else { return (false, String(decoding: new, as: UTF8.self)) }
        }
    }

    /// Waits until anything more is shown than when the last wait ended.
    func waitForMore() -> Bool {
        while seen == bytes.count {
            guard readMore() else { return false }
        }
        seen = bytes.count
        return true
    }

    private var seen = 0

    /// Reads until the end of the program; its exit status, nil where a signal ended it.
    func end() -> Int32? {
        while readMore() {}
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Whether the terminal echoes and gathers lines, as it did before the program began.
    var isAsBefore: Bool {
        var now = termios()
        tcgetattr(terminal, &now)
        return now.c_lflag == original.c_lflag && now.c_iflag == original.c_iflag && now.c_oflag == original.c_oflag
    }

    private func readMore() -> Bool {
        // What has been silent for a minute will not say what is waited for: the test fails instead of hanging.
        var request = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, 60_000) != 0 else {
            kill(process, SIGKILL)
            return false
        }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(terminal, &chunk, chunk.count)
        if count < 0, errno == EINTR { return true }
        // At the end of the program, reading its terminal fails.
        guard count > 0 else { return false }
        bytes += chunk[..<count]
        return true
    }
}
