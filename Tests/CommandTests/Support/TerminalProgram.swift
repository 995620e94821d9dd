import Foundation

/// The program at a terminal, for tests that answer its questions.
final class TerminalProgram {
    private let process = Process()
    private let terminal: FileHandle
    private var bytes = Data()

    init(_ arguments: [String]) throws {
        // Linux's own way to a pseudo-terminal: the C library's functions for it are hidden from Swift.
        let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        guard descriptor >= 0, ioctl(descriptor, unlock, &isLocked) == 0, ioctl(descriptor, askNumber, &number) == 0
        else { throw POSIXError(.ENOTTY) }
        let name = "/dev/pts/\(number)"
        terminal = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let other = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
        let screen = FileHandle(fileDescriptor: other, closeOnDealloc: true)
        process.executableURL = MartletProgram.url
        process.arguments = arguments
        process.standardInput = screen
        process.standardOutput = screen
        process.standardError = screen
        try process.run()
        // The screen ends when the program is the last one to have it open.
        try screen.close()
    }

    /// Types a text; it waits in the terminal until the program reads it.
    func type(_ text: String) { terminal.write(Data(text.utf8)) }

    /// What was on the screen, in Unix lines; complete after the end.
    var output: String { String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n") }

    /// Reads the screen until the program has ended, and gives its exit status.
    func waitForEnd() -> Int32 {
        // When nobody has the other side open any more, reading fails.
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(terminal.fileDescriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes.append(contentsOf: piece[..<count])
        }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
