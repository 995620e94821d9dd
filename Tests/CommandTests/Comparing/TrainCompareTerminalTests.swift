import Foundation
import Foundations
import Testing

@Suite("martlet train compare in a terminal")
struct TrainCompareTerminalTests {
    @Test("Two answers stand side by side, keys judge at once, and the terminal is as before")
    func keys() throws {
        let comparison = try TinyComparison(prompts: 3)
        let program = try TerminalProgram(comparison.arguments)
        let shown = program.wait(for: "Q quit\r\n> ")
        #expect(shown.isShown, "\(program.text)")
        #expect(shown.text.contains("1 of 3") && shown.text.contains("user: the cat on"))
        let rows = shown.text.split(separator: "\r\n").filter { $0.contains(" │ ") }
        #expect(rows.first?.contains("── A ") == true && rows.first?.contains("── B ") == true && rows.count > 1)
        // A key that means nothing is passed over.
        program.type("xa")
        #expect(program.wait(for: "A\r\n").isShown)
        #expect(program.wait(for: "2 of 3").isShown && program.wait(for: "\r\n> ").isShown)
        program.type("U")
        #expect(program.wait(for: "taken back").isShown)
        #expect(program.wait(for: "1 of 3").isShown && program.wait(for: "\r\n> ").isShown)
        program.type("t")
        #expect(program.wait(for: "2 of 3").isShown && program.wait(for: "\r\n> ").isShown)
        program.type("\u{3}")
        #expect(program.wait(for: "1 of 3 prompts judged").isShown)
        #expect(program.end() == 130)
        #expect(program.isAsBefore)
        #expect(try comparison.records().map { $0["verdict"]?.string } == ["tie"])
    }

    @Test("After the last prompt the last judgement can still be taken back")
    func last() throws {
        let comparison = try TinyComparison(prompts: 1)
        let program = try TerminalProgram(comparison.arguments)
        #expect(program.wait(for: "Q quit\r\n> ").isShown)
        program.type("s")
        #expect(program.wait(for: "All prompts are judged").isShown && program.wait(for: "> ").isShown)
        program.type("u")
        #expect(program.wait(for: "1 of 1").isShown && program.wait(for: "> ").isShown)
        program.type("b")
        #expect(program.wait(for: "All prompts are judged").isShown && program.wait(for: "> ").isShown)
        program.type("q")
        #expect(program.end() == 0)
        #expect(program.isAsBefore)
        #expect(try comparison.records().map { $0["chosen"] != nil } == [true])
    }
}
