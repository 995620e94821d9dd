import Agents
import Testing

@Suite("Wordings of goals")
struct TaskPhrasingTests {
    @Test(
        "Each topic has ten wordings of transcripts, ten to practise on and four that are never trained",
        arguments: TaskPhrasing.Topic.allCases)
    func counts(topic: TaskPhrasing.Topic) {
        let sets = PhrasingSet.allCases.map { TaskPhrasing.of(topic, $0) }
        #expect(zip(sets, [10, 10, 4]).allSatisfy { $0.count >= $1 })
        let all = sets.flatMap(\.self)
        #expect(Set(all.map(\.template)).count == all.count)
        #expect(Set(all.map(\.id)).count == all.count)
    }

    @Test("Every wording names what the work needs")
    func places() {
        let needed: [TaskPhrasing.Topic: [[String]]] = [
            .find: [["word"]], .read: [["key"], ["path"]], .compute: [["expression"]],
            .callee: [["path"], ["function"], ["old"], ["new"]],
            .argument: [["path"], ["function"], ["old", "callee"], ["new"]],
            .rename: [["old"], ["new"], ["first"], ["second"], ["test"]], .remove: [["path"]],
        ]
        for phrasing in TaskPhrasing.all {
            for choices in needed[phrasing.topic] ?? [["nothing"]] {
                #expect(choices.contains { phrasing.template.contains("{\($0)}") }, "\(phrasing.id): \(choices)")
            }
        }
    }

    @Test("No place is left in a goal")
    func filled() {
        for phrasings in PhrasingSet.allCases {
            let generator = TaskGenerator(seed: 2, split: .training, phrasings: phrasings)
            for index in 0..<900 {
                #expect(!generator.task(at: index).goal.contains { $0 == "{" || $0 == "}" })
            }
        }
    }

    @Test("A goal has a wording of its set", arguments: PhrasingSet.allCases)
    func sets(set: PhrasingSet) {
        let own = Set(TaskPhrasing.all.filter { $0.set == set }.map(\.id))
        let generator = TaskGenerator(seed: 2, split: .heldOut, phrasings: set)
        for index in 0..<220 { #expect(own.contains(generator.task(at: index).phrasing)) }
    }
}
