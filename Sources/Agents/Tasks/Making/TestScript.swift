/// The text of a test of shell functions, for `sh`: silent and 0 where all is well, a line and 1 where it is not.
struct TestScript {
    private var lines: [String]

    /// A test that knows these files; it works from whatever folder it is run.
    init(of sources: [String]) {
        lines = ["cd \"${0%/*}/..\" || exit 2"]
        lines += sources.map { ". ./\($0)" }
        lines += [
            "check() {",
            "    got=$(echo $($1))",
            "    [ \"$got\" = \"$2\" ] && return",
            "    echo \"$1: got $got, want $2\"",
            "    exit 1",
            "}",
        ]
    }

    /// A call of a function must print this; line ends count as spaces.
    mutating func expect(_ output: String, from call: String) {
        lines.append("check \(call) \"\(output)\"")
    }

    /// No function of this name may be left.
    mutating func expectNoFunction(_ name: String) {
        lines.append("[ -z \"$(command -v \(name))\" ] || { echo \"\(name) is still there\"; exit 1; }")
    }

    /// No variable of this name may be left.
    mutating func expectNoVariable(_ name: String) {
        lines.append("[ -z \"${\(name)+set}\" ] || { echo \"\(name) is still there\"; exit 1; }")
    }

    /// A program that no machine has must be installed; asked before any function is known.
    mutating func expectProgram(_ name: String) {
        lines.insert("[ -n \"$(command -v \(name))\" ] || { echo \"\(name) is not installed\"; exit 1; }", at: 1)
    }

    /// A file outside the workspace that no machine has must be there.
    mutating func expectFile(_ path: String) {
        lines.append("[ -e \(path) ] || { echo \"\(path) is not there\"; exit 1; }")
    }

    /// The test as a file.
    func file(at path: String) -> TaskFile { TaskFile(path: path, lines: lines) }
}
