import Agents
import Testing

@Suite("Going round in circles")
struct RepetitionTests {
    private static func steps(_ letters: String, failing: String = "") -> [AgentStep] {
        letters.enumerated().map { index, letter in
            letter == "-"
                ? Runs.talk(index + 1, "text \(index)")
                : Runs.step(index + 1, "look", "\(letter)", "saw \(letter)", isError: failing.contains(letter))
        }
    }

    @Test(
        "Letters are actions, dashes are texts",
        arguments: [
            ("", nil), ("a", nil), ("aaa", nil), ("aaaa", .sameObservation), ("baaaa", .sameObservation),
            ("aaaab", nil), ("aabaa", nil), ("ababab", .alternation), ("babab", nil), ("xababab", .alternation),
            ("abcabc", nil), ("ababac", nil), ("--", nil), ("---", .onlyTalk), ("a---", .onlyTalk), ("--a-", nil),
        ] as [(String, Repetition?)])
    func circles(letters: String, expected: Repetition?) {
        #expect(Repetition.find(in: Self.steps(letters)) == expected)
    }

    @Test(
        "Failing actions are circles after three",
        arguments: [("ee", nil), ("eee", .sameError), ("aeee", .sameError), ("eeea", nil)]
            as [(String, Repetition?)])
    func errors(letters: String, expected: Repetition?) {
        #expect(Repetition.find(in: Self.steps(letters, failing: "e")) == expected)
    }

    @Test("The same action is no circle while it shows something new")
    func news() {
        let steps = (1...6).map { Runs.step($0, "look", "a", "saw \($0)") }
        #expect(Repetition.find(in: steps) == nil)
    }

    @Test("A failing test counts as an error")
    func exitStatus() {
        let steps = (1...3).map { Runs.step($0, "run_tests", "a", "failed", exitStatus: 1) }
        #expect(Repetition.find(in: steps) == .sameError)
    }
}
