/// A wording of a goal, with places in braces for what is asked about.
public struct TaskPhrasing: Sendable, Hashable {
    /// What it asks for.
    public enum Topic: String, Sendable, Hashable, CaseIterable {
        case find, read, compute, callee, argument, rename, remove
    }

    /// Its name: topic, set and number, such as `read-3` and `read-unseen-1`.
    public let id: String
    /// What it asks for.
    public let topic: Topic
    /// Whether it is ever trained, and how.
    public let set: PhrasingSet
    /// The text, with places such as `{path}`.
    public let template: String

    /// Every wording there is.
    public static let all: [TaskPhrasing] = Topic.allCases.flatMap { topic in
        PhrasingSet.allCases.flatMap { set in made(topic, set) }
    }

    /// The wordings of a topic.
    public static func of(_ topic: Topic, _ set: PhrasingSet) -> [TaskPhrasing] {
        all.filter { $0.topic == topic && $0.set == set }
    }

    private static func made(_ topic: Topic, _ set: PhrasingSet) -> [TaskPhrasing] {
        let name = set == .trained ? topic.rawValue : "\(topic.rawValue)-\(set.rawValue)"
        return templates(topic, set).enumerated().map { number, template in
            TaskPhrasing(id: "\(name)-\(number + 1)", topic: topic, set: set, template: template)
        }
    }

    private static func templates(_ topic: Topic, _ set: PhrasingSet) -> [String] {
        switch (topic, set) {
        case (.find, .trained): FindPhrasings.trained
        case (.find, .practised): FindPhrasings.practised
        case (.find, .unseen): FindPhrasings.unseen
        case (.read, .trained): ReadPhrasings.trained
        case (.read, .practised): ReadPhrasings.practised
        case (.read, .unseen): ReadPhrasings.unseen
        case (.compute, .trained): ComputePhrasings.trained
        case (.compute, .practised): ComputePhrasings.practised
        case (.compute, .unseen): ComputePhrasings.unseen
        case (.callee, .trained): CalleePhrasings.trained
        case (.callee, .practised): CalleePhrasings.practised
        case (.callee, .unseen): CalleePhrasings.unseen
        case (.argument, .trained): ArgumentPhrasings.trained
        case (.argument, .practised): ArgumentPhrasings.practised
        case (.argument, .unseen): ArgumentPhrasings.unseen
        case (.rename, .trained): RenamePhrasings.trained
        case (.rename, .practised): RenamePhrasings.practised
        case (.rename, .unseen): RenamePhrasings.unseen
        case (.remove, .trained): RemovePhrasings.trained
        case (.remove, .practised): RemovePhrasings.practised
        case (.remove, .unseen): RemovePhrasings.unseen
        }
    }

    /// The goal that this wording makes of what is asked about.
    func goal(_ places: [(name: String, text: String)]) -> String {
        var goal = template
        for place in places {
            // What a wording has no place for follows it.
            if !goal.contains("{\(place.name)}"), place.name == "confirmation" { goal += " {confirmation}" }
            goal.replace("{\(place.name)}", with: place.text)
        }
        return goal
    }
}
