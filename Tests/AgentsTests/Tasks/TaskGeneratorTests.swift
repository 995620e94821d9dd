import Agents
import Foundations
import Testing
import Tokenization

@Suite("Generated tasks")
struct TaskGeneratorTests {
    @Test("The same seed gives the same tasks, and another one others")
    func determinism() {
        let first = TaskGenerator(seed: 3, split: .training)
        let second = TaskGenerator(seed: 3, split: .training)
        let other = TaskGenerator(seed: 4, split: .training)
        for index in 0..<45 {
            #expect(first.task(at: index) == second.task(at: index))
            #expect(first.task(at: index) != other.task(at: index))
        }
    }

    @Test("A task depends on its number, not on those made before it")
    func independence() {
        let generator = TaskGenerator(seed: 3, split: .heldOut)
        let backwards = (0..<18).reversed().map(generator.task)
        #expect(Array(backwards.reversed()) == (0..<18).map(generator.task))
    }

    @Test("Kinds take turns")
    func turns() {
        let generator = TaskGenerator(seed: 0, split: .training)
        let kinds = (0..<2 * TaskKind.allCases.count).map { generator.task(at: $0).kind }
        #expect(kinds == TaskKind.allCases + TaskKind.allCases)
        let two = TaskGenerator(seed: 0, split: .training, kinds: [.compute, .readValue])
        #expect((0..<4).map { two.task(at: $0).kind } == [.compute, .readValue, .compute, .readValue])
    }

    @Test("Nothing coined for held-out tasks appears in training", arguments: PhrasingSet.allCases)
    func disjointness(phrasings: PhrasingSet) {
        let training = TaskGenerator(seed: 1, split: .training)
        let heldOut = TaskGenerator(seed: 1, split: .heldOut, phrasings: phrasings)
        var seen: Set<String> = []
        var paths: Set<String> = []
        for index in 0..<2700 {
            let task = training.task(at: index)
            seen.formUnion(TaskSamples.tokens(TaskSamples.text(task)))
            paths.formUnion(task.files.map(\.path))
        }
        var shared: Set<String> = []
        for index in 0..<900 {
            let task = heldOut.task(at: index)
            shared.formUnion(TaskSamples.tokens(TaskSamples.text(task)).intersection(seen))
            #expect(paths.isDisjoint(with: task.files.map(\.path)))
        }
        // What is left must be the wordings' own words, and numbers that are everybody's.
        let words = shared.filter { $0.first?.isLetter == true && !Self.lexicon.contains($0) }
        let numbers = shared.filter { $0.first?.isNumber == true && $0.count >= 3 }
        #expect(words.isEmpty, "\(words.sorted())")
        #expect(numbers.isEmpty, "\(numbers.sorted())")
    }

    /// The words of wordings, and those that files and answers are built with.
    private static let lexicon: Set<String> = {
        let notes = """
            brought the back ask about is in kitchen wants a new we paid for on monday no left box will clean today red \
            belongs to buy someone took away and were late costs too much send broke friday call old see
            """
        let frames = """
            notes docs conf settings lib src tests test txt md ini yaml sh of s cd exit check got echo return want still \
            there installed not is srv e z n set command v begin end patch update file mentions it result done passes \
            value no export the this cannot be undone shall i delete deleted
            """
        let wordings = TaskPhrasing.all.map(\.template).joined(separator: "\n")
        let courtesies = (Courtesies.before + Courtesies.after + Confirmations.all).joined(separator: "\n")
        let forms = "plus minus times divided by sum product difference and function constant fails"
        return TaskSamples.tokens([notes, frames, wordings, courtesies, forms].joined(separator: "\n"))
    }()

    @Test("Words and numbers belong to exactly one set, whatever the case of letters")
    func split() {
        #expect(TaskSplit(of: "Rale") == TaskSplit(of: "rale"))
        let share = (100..<10_000).count { TaskSplit(of: String($0)) == .heldOut }
        #expect((1_700...2_300).contains(share))
    }

    @Test("Workspaces are small, files short, and paths tell files apart", arguments: TaskKind.allCases)
    func sizes(kind: TaskKind) {
        for task in TaskSamples.tasks(kind, 60) {
            #expect((1...7).contains(task.files.count))
            #expect(Set(task.files.map(\.path)).count == task.files.count)
            #expect(task.files.map(\.path) == task.files.map(\.path).sorted())
            for file in task.files where !file.path.hasPrefix("tests/") {
                #expect((1...12).contains(file.content.split(separator: "\n").count), "\(file)")
            }
        }
    }

    @Test("What is looked for lies anywhere in its file")
    func places() {
        var places: Set<Int> = []
        for task in TaskSamples.tasks(.readValue, 120) {
            guard let path = TaskSamples.argument("path", of: "search_files", in: task),
                case .answer(_, let value) = task.outcome,
                let file = task.files.first(where: { $0.path == path })
            else { continue }
            let lines = file.content.split(separator: "\n").filter { !$0.hasPrefix("#") }
            places.insert(lines.firstIndex { $0.hasSuffix(" " + value) } ?? -1)
        }
        #expect(places.isSuperset(of: [0, 1, 2, 3, 4]) && !places.contains(-1))
    }
}
