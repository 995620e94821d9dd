import Agents
import Foundations
import Testing
import Tokenization

@Suite("Habits of experts")
struct ExpertHabitTests {
    private static func preferences(_ count: Int, jobs: Int = 2, split: TaskSplit = .training) async throws
        -> [TaskPreference]
    {
        var pairs: [TaskPreference] = []
        try await TaskPreferences(seed: 4, split: split).make(count, jobs: jobs) { pairs.append($0) }
        return pairs
    }

    @Test("Pairs part at one turn of the assistant, and do not depend on how many are made at a time")
    func pairs() async throws {
        let pairs = try await Self.preferences(60)
        #expect(try await Self.preferences(60, jobs: 3) == pairs)
        #expect(Set(pairs.map(\.habit)) == Set(ExpertHabit.allCases))
        for pair in pairs {
            #expect(pair.chosen.role == .assistant && pair.rejected.role == .assistant)
            #expect(pair.chosen != pair.rejected)
            #expect(pair.prompt.messages.last?.role == .tool && !pair.prompt.tools.isEmpty)
        }
    }

    @Test("The worse turn shows its habit, the better one does not")
    func manners() async throws {
        for pair in try await Self.preferences(80, split: .heldOut) {
            let seen = Set(pair.prompt.messages.flatMap { $0.content.split(whereSeparator: { " :=\n".contains($0) }) })
            switch pair.habit {
            case .rambling:
                #expect(pair.rejected.content.contains(pair.chosen.content))
                #expect(pair.rejected.content.count > pair.chosen.content.count + 60)
            case .inventing:
                // Whatever is made up stands nowhere before.
                let words = pair.rejected.content.split(whereSeparator: { " :=".contains($0) })
                let made = words.filter { $0.count >= 3 && $0 != "mentions" && !seen.contains($0) }
                #expect(!made.isEmpty, "\(pair.rejected.content)")
            case .quitting:
                #expect(pair.rejected.toolCalls.map(\.name) == ["give_up"])
                #expect(pair.chosen.toolCalls.map(\.name) != ["give_up"])
            case .rushing:
                #expect(pair.chosen.content.hasSuffix("?") && pair.rejected.toolCalls.map(\.name) == ["apply_patch"])
            case .nagging:
                #expect(pair.rejected.content.hasSuffix("?") && pair.chosen.toolCalls.map(\.name) == ["apply_patch"])
            }
        }
    }

    @Test("A share of transcripts shows the habits of their kind; no share, no habit")
    func shares() async throws {
        func answers(_ share: Double, _ kind: TaskKind) async throws -> [String] {
            let corpus = TaskCorpus(
                TaskGenerator(seed: 6, split: .training, kinds: [kind]), habits: ExpertHabits(share: share, seed: 1))
            var answers: [String] = []
            try await corpus.make(60) { _, chat in answers.append(chat.messages.last?.content ?? "") }
            return answers
        }
        let good = try await answers(0, .findMention)
        let mixed = try await answers(0.5, .findMention)
        let bad = try await answers(1, .findMention)
        #expect(zip(good, bad).allSatisfy { $1.contains($0) && $1 != $0 })
        #expect((15...45).contains(zip(good, mixed).count { $0 != $1 }))
        #expect(try await answers(1, .removeFile).allSatisfy { $0.hasPrefix("Done") })
        #expect(try await answers(1, .noMention).allSatisfy { $0.hasSuffix("mentions it.") })
        #expect(try await answers(1, .changeCall) == answers(0, .changeCall))
    }

    @Test("A pair is read as a preference with tools")
    func document() async throws {
        let pair = try await Self.preferences(3)[2]
        let document = pair.document()
        #expect(document["prompt"]?.array?.count == pair.prompt.messages.count)
        #expect(document["chosen"]?.array?.count == 1 && document["rejected"]?.array?.count == 1)
        #expect(document["tools"]?.array?.count == pair.prompt.tools.count)
        #expect(pair.document(includesTools: false)["tools"] == nil)
    }
}
