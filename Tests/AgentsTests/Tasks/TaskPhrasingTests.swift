import Agents
import Testing

@Suite("Wordings of goals")
struct TaskPhrasingTests {
    @Test("Each topic has ten wordings to train on and four that never are", arguments: TaskPhrasing.Topic.allCases)
    func counts(topic: TaskPhrasing.Topic) {
        let trained = TaskPhrasing.of(topic, .trained)
        let unseen = TaskPhrasing.of(topic, .unseen)
        #expect(trained.count >= 10)
        #expect(unseen.count >= 4)
        #expect(Set((trained + unseen).map(\.template)).count == trained.count + unseen.count)
        #expect(Set((trained + unseen).map(\.id)).count == trained.count + unseen.count)
    }

    @Test("Every wording names what the work needs")
    func places() {
        let needed: [TaskPhrasing.Topic: [[String]]] = [
            .find: [["word"]], .read: [["key"], ["path"]], .compute: [["expression"]],
            .callee: [["path"], ["function"], ["old"], ["new"]],
            .argument: [["path"], ["function"], ["old", "callee"], ["new"]],
            .rename: [["old"], ["new"], ["first"], ["second"], ["test"]],
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

    @Test("A goal has a wording of its set")
    func sets() {
        let trained = Set(TaskPhrasing.all.filter { $0.set == .trained }.map(\.id))
        let unseen = TaskGenerator(seed: 2, split: .heldOut, phrasings: .unseen)
        for index in 0..<180 { #expect(!trained.contains(unseen.task(at: index).phrasing)) }
    }
}
