import Agents
import Foundation
import Foundations
import Tokenization

/// Asks the person at the terminal.
struct TerminalApprover: Approver {
    /// One who asks, where standard input and standard error are a terminal; nil elsewhere.
    static var ifAnybodyIsThere: TerminalApprover? {
        isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 ? TerminalApprover() : nil
    }

    func verdict(on action: ProposedAction) async throws -> Verdict {
        StatusLine.note("step \(action.step) wants to run \(VisibleText.escaping(action.call.name)):")
        for line in VisibleText.escaping(action.preview).split(separator: "\n", omittingEmptySubsequences: false) {
            StatusLine.note("  | " + line)
        }
        while true {
            StatusLine.note("allow it? y: yes, n: no, a: always in this run")
            // At the end of the input nobody is there any more.
            guard let answer = try await line() else { return .deniedUnasked }
            switch answer.trimmingCharacters(in: .whitespaces).lowercased() {
            case "y", "yes": return .allowedOnce
            case "n", "no": return .deniedByPerson
            case "a", "always": return .allowedAlways
            default: continue
            }
        }
    }

    /// The next line of the terminal; nil at its end. It can be waited for without keeping Ctrl-C from getting through.
    private func line() async throws -> String? {
        var bytes: [UInt8] = []
        while true {
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 0) > 0 else {
                try await Task.sleep(for: .milliseconds(30))
                continue
            }
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }
}
