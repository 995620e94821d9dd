/// The program that runs the test files of one kind.
public struct TestCommand: Sendable, Hashable {
    /// The end of the files' names, such as `.py`.
    public var suffix: String
    /// The program, by its absolute path or a name that is looked for in `/usr/local/bin`, `/usr/bin` and `/bin`, and
    /// its arguments before the file's path.
    public var words: [String]

    /// Runs files whose names end in `suffix` with `words`.
    public init(suffix: String, words: [String]) {
        self.suffix = suffix
        self.words = words
    }

    /// Shell scripts and Python programs.
    public static let standard = [
        TestCommand(suffix: ".sh", words: ["/bin/sh"]), TestCommand(suffix: ".py", words: ["python3"]),
    ]
}
