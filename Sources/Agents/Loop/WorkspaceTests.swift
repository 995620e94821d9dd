import Foundations

/// Whether a workspace has tests.
public enum WorkspaceTests {
    /// Whether there is a file that one of the commands can run and whose path speaks of tests.
    ///
    /// - Throws: ``WorkspaceError``.
    public static func areThere(
        in workspace: Workspace, commands: [TestCommand] = TestCommand.standard
    ) throws(WorkspaceError) -> Bool {
        try workspace.files().paths.contains { isTest($0, commands) }
    }

    /// A name that is a test's: `tests/sum.sh`, `test_sum.py`, `sum.test.sh`; not `contest.sh` or `attest.py`.
    static func isTest(_ path: WorkspacePath, _ commands: [TestCommand]) -> Bool {
        guard commands.contains(where: { path.text.hasSuffix($0.suffix) }) else { return false }
        return path.parts.contains { part in
            part.utf8.split { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
                .contains { ["test", "tests"].contains(String(decoding: $0, as: UTF8.self).lowercased()) }
        }
    }
}
