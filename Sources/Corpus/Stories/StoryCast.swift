import Foundations

/// Who and what appears in one story: an entity for each role, chosen so that they fit together.
package struct StoryCast: Sendable {
    private let grammar: StoryGrammar
    private var entities: [StoryEntity?]

    /// Chooses a cast.
    init(grammar: StoryGrammar, random: inout SplitMix64) {
        self.grammar = grammar
        entities = Array(repeating: nil, count: grammar.names.roles.names.count)
        chooseCharacters(&random)
        for role in Self.independentRoles { fill(role, from: role, &random) }
        fill("spot", from: "spot." + name("place"), &random)
        fill("wrongSpot", from: "spot." + name("place"), &random, except: ["spot"])
        fill("obstacle2", from: "obstacle", &random, except: ["obstacle"])
        chooseNumbers(&random)
    }

    /// Who plays the role with this number.
    func entity(for role: Int) -> StoryEntity? { entities[role] }

    /// Who plays the role of this name, as named in its table; empty when nobody does.
    package func name(_ role: String) -> String {
        guard let number = grammar.names.roles.existingNumber(of: role) else { return "" }
        return entities[number]?.name ?? ""
    }

    /// Roles that are filled from the table of the same name, whatever the others are.
    private static let independentRoles = [
        "elder", "host", "neighbor", "home", "trait", "weather", "time", "place", "thing", "look", "goal", "obstacle",
        "food",
        "project", "present", "pastime", "mystery", "mishap", "skill", "good", "creature",
    ]

    private mutating func chooseCharacters(_ random: inout SplitMix64) {
        fill("hero", from: "name", &random)
        fill("friend", from: "name", &random, except: ["hero"])
        let areAnimals = random.next(below: 4) == 0
        for (role, kind) in [("hero", "heroKind"), ("friend", "friendKind")] {
            let others = kind == "friendKind" && areAnimals ? ["heroKind"] : []
            fill(kind, from: areAnimals ? "animal" : note("kind", of: role), &random, except: others)
        }
    }

    /// Numbers that add up: first + second = sum = given + rest; half + half = whole; every one at least two.
    private mutating func chooseNumbers(_ random: inout SplitMix64) {
        let first = 2 + random.next(below: 7)
        let second = 2 + random.next(below: 7)
        let given = 2 + random.next(below: first + second - 3)
        let half = 2 + random.next(below: 5)
        let numbers = [
            ("first", first), ("second", second), ("sum", first + second), ("given", given),
            ("rest", first + second - given), ("half", half), ("whole", 2 * half),
        ]
        let words = grammar.table("number")
        for (role, number) in numbers { set(role, words[number]) }
    }

    private func note(_ note: String, of role: String) -> String {
        guard let number = grammar.names.roles.existingNumber(of: role) else { return "" }
        return entities[number]?.notes[note] ?? ""
    }

    private mutating func set(_ role: String, _ entity: StoryEntity) {
        guard let number = grammar.names.roles.existingNumber(of: role) else { return }
        entities[number] = entity
    }

    private mutating func fill(
        _ role: String, from table: String, _ random: inout SplitMix64, except others: [String] = []
    ) {
        let candidates = grammar.table(table)
        let taken = others.map { name($0) }
        var choice = random.next(below: candidates.count)
        while taken.contains(candidates[choice].name) { choice = (choice + 1) % candidates.count }
        set(role, candidates[choice])
    }
}
