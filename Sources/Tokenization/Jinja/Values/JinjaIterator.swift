/// Elements that are not a list: of a filter, once, or of a dictionary, as often as wanted.
final class JinjaIterator {
    /// The name of its kind in Python.
    let kind: String
    private var elements: [JinjaValue]
    private let isView: Bool

    init(_ elements: [JinjaValue], kind: String = "generator", isView: Bool = false) {
        self.elements = elements
        self.kind = kind
        self.isView = isView
    }

    /// How many elements there are, where that can be asked for.
    var count: Int? { isView ? elements.count : nil }

    /// The elements; afterwards they are gone, unless they belong to a dictionary.
    func take() -> [JinjaValue] {
        defer { if !isView { elements = [] } }
        return elements
    }
}
