/// A dictionary that keeps the order of its keys, as Python's does.
struct JinjaDictionary {
    private(set) var keys: [JinjaValue] = []
    private(set) var values: [JinjaValue] = []

    init() {}

    init(_ pairs: [(String, JinjaValue)]) {
        for (key, value) in pairs { self[.text(key)] = value }
    }

    subscript(key: JinjaValue) -> JinjaValue? {
        get { index(of: key).map { values[$0] } }
        set {
            if let index = index(of: key) {
                if let newValue {
                    values[index] = newValue
                } else {
                    keys.remove(at: index)
                    values.remove(at: index)
                }
            } else if let newValue {
                keys.append(key)
                values.append(newValue)
            }
        }
    }

    subscript(name: String) -> JinjaValue? {
        let bytes = name.utf8
        for (index, key) in keys.enumerated() {
            if case .text(let text) = key, text.count == bytes.count, text.bytes.elementsEqual(bytes) {
                return values[index]
            }
        }
        return nil
    }

    private func index(of key: JinjaValue) -> Int? { keys.firstIndex { $0.equals(key) } }

    /// The pairs of key and value, each as a tuple.
    var items: [JinjaValue] { zip(keys, values).map { .tuple([$0, $1]) } }
}
