/// The tensors of an architecture: which name of a GGUF file belongs to which name of a model directory.
struct GGUFTensorRules: Sendable {
    /// A tensor of a directory, as the rules find it in a file.
    struct Place {
        let rule: GGUFTensorRule
        let layer: Int?
        let expert: Int?

        /// The name in the file.
        var fileName: String { rule.fileName(layer: layer) }
    }

    let rules: [GGUFTensorRule]
    private let byFile: [String: Int]
    private let byDirectory: [String: Int]

    init(_ architecture: GGUFArchitecture) {
        rules = Self.rules(of: architecture)
        byFile = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.file, $0) })
        byDirectory = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.directory, $0) })
    }

    /// Where the tensor that a directory calls `name` lies in a file; nil where the architecture has no such tensor.
    func place(inFileOf name: String) -> Place? {
        let (pattern, numbers) = Self.pattern(of: name)
        return byDirectory[pattern].map {
            Place(rule: rules[$0], layer: numbers.first, expert: numbers.dropFirst().first)
        }
    }

    /// The rule and the layer of the tensor that a file calls `name`; nil where the architecture has no such tensor.
    func rule(ofFileTensor name: String) -> (rule: GGUFTensorRule, layer: Int?)? {
        let (pattern, numbers) = Self.pattern(of: name)
        return byFile[pattern].map { (rules[$0], numbers.first) }
    }

    /// `name` with `#` for the first part that is a number and `@` for the second, and the numbers.
    private static func pattern(of name: String) -> (pattern: String, numbers: [Int]) {
        var numbers: [Int] = []
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { part in
            guard numbers.count < 2, let number = number(part) else { return part }
            numbers.append(number)
            return numbers.count == 1 ? "#" : "@"
        }
        return (parts.joined(separator: "."), numbers)
    }

    /// The number that `part` writes without signs and leading zeros.
    private static func number(_ part: Substring) -> Int? {
        guard let value = Int(part), value >= 0, String(value) == part else { return nil }
        return value
    }
}
