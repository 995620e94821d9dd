/// Objects of a rendering that may hold one another, which must be cut apart at its end to be freed.
struct JinjaCycles {
    private var scopes: [ObjectIdentifier: JinjaScope] = [:]
    private var namespaces: [ObjectIdentifier: JinjaNamespace] = [:]

    mutating func insert(_ scope: JinjaScope) { scopes[ObjectIdentifier(scope)] = scope }

    mutating func insert(_ namespace: JinjaNamespace) { namespaces[ObjectIdentifier(namespace)] = namespace }

    mutating func cut() {
        for scope in scopes.values { scope.removeAll() }
        for namespace in namespaces.values { namespace.attributes = JinjaDictionary() }
        scopes = [:]
        namespaces = [:]
    }
}
