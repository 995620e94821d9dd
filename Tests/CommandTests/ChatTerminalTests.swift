import Foundation
import Testing

@Suite("martlet chat in a terminal")
struct ChatTerminalTests {
    @Test("Ctrl-C stops a reply but not the program; Ctrl-D ends it, and the terminal is as before")
    func interrupt() throws {
        // Greedy and never at an end of its own: the reply would go on for thousands of tokens.
        let assistant = try TinyAssistant(contextSize: 16384)
        let program = try TerminalProgram(["chat", assistant.path, "--temperature", "0"])
        #expect(program.wait(for: "tokens left> ").isShown)
        program.type("the cat\r")
        #expect(program.wait(for: "the cat\u{1B}[K\r\n").isShown)
        // Some of the reply.
        #expect(program.waitForMore())
        program.type("\u{3}")
        #expect(program.wait(for: "[stopped]").isShown, "\(program.text.suffix(300))")
        #expect(program.wait(for: "tokens left> ").isShown)
        // At the prompt it clears the line, and on an empty one tells how to leave.
        program.type("half a line\u{3}")
        #expect(program.wait(for: "^C").isShown)
        #expect(program.wait(for: "tokens left> ").isShown)
        program.type("\u{3}")
        #expect(program.wait(for: "Ctrl-D or /quit").isShown)
        #expect(program.wait(for: "tokens left> ").isShown)
        program.type("\u{4}")
        #expect(program.end() == 0)
        #expect(program.isAsBefore)
    }

    @Test("Lines are edited, and earlier ones come back")
    func editing() throws {
        let assistant = try TinyAssistant()
        let program = try TerminalProgram(["chat", assistant.path, "--max-tokens", "3"])
        #expect(program.wait(for: "tokens left> ").isShown)
        // A letter too many, one at the front, one in the middle with the arrow keys.
        program.type("systex\u{7F}m Be brie.\u{1B}[Df\u{1}/\r")
        #expect(program.wait(for: "these rules").isShown, "\(program.text)")
        program.type("/system\r")
        #expect(program.wait(for: "Be brief.\r\n").isShown, "\(program.text)")
        // Up twice, then down: the later of the two lines.
        program.type("\u{1B}[A\u{1B}[A\u{1B}[B\r")
        #expect(program.wait(for: "Be brief.\r\n").isShown, "\(program.text)")
        program.type("wrong words\u{17}\u{17}n\u{301}ä猫\u{1B}[D\u{1B}[3~\u{15}/nonsense\r")
        #expect(program.wait(for: "no command '/nonsense").isShown, "\(program.text)")
        program.type("/quit\r")
        #expect(program.end() == 0)
        #expect(program.isAsBefore)
    }

    @Test("What the prompt says is left becomes less, and an error does not end the conversation")
    func prompts() throws {
        let assistant = try TinyAssistant(contextSize: 128)
        let program = try TerminalProgram(["chat", assistant.path, "--max-tokens", "3"])
        func left() throws -> Int {
            let shown = program.wait(for: " tokens left> ")
            return try #require(Int(shown.text.dropLast(14).split { !$0.isNumber }.last ?? ""))
        }
        let first = try left()
        program.type("the cat\r")
        let second = try {
            _ = program.wait(for: "\r\n")
            return try left()
        }()
        #expect(second < first)
        program.type(String(repeating: "zq", count: 90) + "\r")
        #expect(program.wait(for: "Error: ").isShown)
        #expect(try left() == second)
        program.type("/undo\r")
        // What is typed before the next prompt waits for it, Ctrl-D too.
        program.type("/system one\r/system\r\u{4}")
        #expect(program.wait(for: "user: the cat").isShown)
        #expect(program.wait(for: "one\r\n").isShown)
        #expect(program.end() == 0)
    }

    @Test("A signal at the prompt leaves the terminal as it was", arguments: [SIGTERM, SIGHUP])
    func signals(signal: Int32) throws {
        let assistant = try TinyAssistant()
        let program = try TerminalProgram(["chat", assistant.path])
        #expect(program.wait(for: "tokens left> ").isShown)
        #expect(!program.isAsBefore)
        program.send(signal)
        #expect(program.end() == nil)
        #expect(program.isAsBefore)
    }
}
