import CSystem
import Glibc

/// Makes Landlock's rules for one test.
struct LandlockRules {
    let workspace: Workspace
    let policy: SandboxPolicy
    let survey: SandboxSurvey

    /// A ruleset for a test of the workspace that may also write in the folder `temporary`.
    func ruleset(temporary: String) throws(WorkspaceError) -> Descriptor {
        let raw = martlet_ruleset()
        guard raw >= 0 else { throw failure(-raw) }
        let ruleset = Descriptor(owning: raw)
        let look = martlet_access_look.rawValue
        let run = look | martlet_access_run.rawValue
        let all = run | martlet_access_write.rawValue
        for path in SandboxPolicy.systemPaths + policy.readable { try allow(ruleset, path, run) }
        for path in SandboxPolicy.devices { try allow(ruleset, path, look | martlet_access_write.rawValue) }
        try allow(ruleset, temporary, all)
        try allowWriting(ruleset, workspace.folder(nil), [])
        return ruleset
    }

    /// Allows all below a folder, but for version control, beside which each name gets its own rule: a rule for the
    /// folder would hold for everything below it, so there a test can change what is there but add nothing.
    private func allowWriting(_ ruleset: Descriptor, _ folder: Descriptor, _ parts: [String]) throws(WorkspaceError) {
        let run = martlet_access_look.rawValue | martlet_access_run.rawValue
        guard survey.hasVersionControl(below: parts) else {
            return try allow(ruleset, folder, run | martlet_access_write.rawValue)
        }
        try allow(ruleset, folder, run)
        for name in try FolderEntries.names(in: folder, of: workspace) where name.lowercased() != ".git" {
            let raw = openat(folder.raw, name, martlet_look_flag() | O_NOFOLLOW | O_CLOEXEC)
            guard raw >= 0 else { continue }
            let entry = Descriptor(owning: raw)
            switch entry.status().map({ $0.st_mode & S_IFMT }) {
            case S_IFDIR:
                let opened = openat(entry.raw, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                if opened >= 0 { try allowWriting(ruleset, Descriptor(owning: opened), parts + [name]) }
            case S_IFREG: try allow(ruleset, entry, run | martlet_access_write.rawValue)
            default: break
            }
        }
    }

    private func allow(_ ruleset: Descriptor, _ path: String, _ access: UInt32) throws(WorkspaceError) {
        let raw = open(path, martlet_look_flag() | O_CLOEXEC)
        // What the machine does not have, nobody can open.
        guard raw >= 0 else { return }
        try allow(ruleset, Descriptor(owning: raw), access)
    }

    private func allow(_ ruleset: Descriptor, _ target: Descriptor, _ access: UInt32) throws(WorkspaceError) {
        let result = martlet_allow(ruleset.raw, target.raw, access)
        guard result == 0 else { throw failure(-result) }
    }

    private func failure(_ number: Int32) -> WorkspaceError {
        .system(operation: "set up Landlock for", path: workspace.shownPath, errorNumber: number)
    }
}
