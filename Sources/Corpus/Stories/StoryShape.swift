/// What happens in a story.
public enum StoryShape: String, Sendable, CaseIterable {
    case lostAndFound, quest, sharing, building, visit, mystery, mistakeMended, learning, gathering, rescue
}
