/// What people say who have thought about it: nothing need be asked.
package enum Confirmations {
    /// Those of a set of wordings.
    static func of(_ set: PhrasingSet) -> [String] {
        switch set {
        case .trained: trained
        case .practised: practised
        case .unseen: unseen
        }
    }

    /// Every one.
    package static var all: [String] { PhrasingSet.allCases.flatMap(of) }

    private static let trained = [
        "I am sure.", "Yes, I am sure.", "I know that it is for good.", "Do not ask me.", "You need not ask.",
        "I have a copy.", "I confirm it.", "There is no need to ask.", "It is backed up.", "Just do it, I am certain.",
        "I have thought about it.", "Without asking.",
    ]

    private static let practised = [
        "I really am sure.", "Do it without asking.", "Yes, for good.", "I am certain.", "We have a copy of it.",
        "You have my word that it can go.", "Please do not ask me again.", "I thought about it, I am sure.",
    ]

    private static let unseen = [
        "Yes, I am certain.", "No need to ask me.", "I confirm that I am sure.", "I have a copy, so do it.",
    ]
}
