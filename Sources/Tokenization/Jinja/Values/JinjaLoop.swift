/// What a template knows as `loop` while it goes through elements.
final class JinjaLoop {
    let elements: [JinjaValue]
    /// How many loops stand around a recursive one.
    let depth: Int
    var index = 0
    /// What calling a recursive loop does.
    var recursion: JinjaFunction?
    /// The arguments of the latest `changed`.
    private var latest: [JinjaValue]?

    init(_ elements: [JinjaValue], depth: Int) {
        self.elements = elements
        self.depth = depth
    }

    /// The attribute `name`; nil where a loop has none of that name.
    func attribute(_ name: String) -> JinjaValue? {
        switch name {
        case "index": .integer(index + 1)
        case "index0": .integer(index)
        case "revindex": .integer(elements.count - index)
        case "revindex0": .integer(elements.count - index - 1)
        case "first": .boolean(index == 0)
        case "last": .boolean(index == elements.count - 1)
        case "length": .integer(elements.count)
        case "depth": .integer(depth + 1)
        case "depth0": .integer(depth)
        case "previtem": index > 0 ? elements[index - 1] : .undefined("there is no previous item")
        case "nextitem": index + 1 < elements.count ? elements[index + 1] : .undefined("there is no next item")
        case "cycle": .function(JinjaFunction("cycle") { [index] in try Self.cycle($0, index) })
        case "changed": .function(JinjaFunction("changed") { .boolean(self.changed($0.positional)) })
        default: nil
        }
    }

    private static func cycle(_ arguments: JinjaArguments, _ index: Int) throws -> JinjaValue {
        guard !arguments.positional.isEmpty else { throw JinjaFault(.value, "no items for cycling given") }
        return arguments.positional[index % arguments.positional.count]
    }

    private func changed(_ values: [JinjaValue]) -> Bool {
        defer { latest = values }
        guard let latest else { return true }
        return !JinjaValue.list(latest).equals(.list(values))
    }
}
