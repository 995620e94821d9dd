/// What `namespace()` makes: the one thing in a template whose attributes can be set.
final class JinjaNamespace {
    var attributes: JinjaDictionary

    init(_ attributes: JinjaDictionary) {
        self.attributes = attributes
    }
}
