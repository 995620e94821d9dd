/// Numbers names in the order in which they are first met.
struct NameTable: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]

    init(_ names: [String] = []) {
        for name in names { _ = number(of: name) }
    }

    /// The number of `name`, a new one when it was not met before.
    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The number of `name`, nil when it was not met before.
    func existingNumber(of name: String) -> Int? { numbers[name] }
}
