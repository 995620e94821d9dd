/// A function of a source file, which calls others line by line.
struct ShellFunction {
    /// One call, with its argument.
    struct Call: Equatable {
        var callee: String
        var argument: Int

        var line: String { "    \(callee) \(argument)" }
        /// What it prints: helpers print their name and their argument.
        var output: String { "\(callee) \(argument)" }
    }

    let name: String
    var calls: [Call]

    var lines: [String] { ["\(name)() {"] + calls.map(\.line) + ["}"] }
    var output: String { calls.map(\.output).joined(separator: " ") }

    /// The lines of a helper that prints its name and its argument.
    static func helper(_ name: String) -> [String] { ["\(name)() {", "    echo \(name) $1", "}"] }
}
