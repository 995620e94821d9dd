import CSystem
import Glibc

/// What this machine offers for fencing programs in.
public struct SandboxFacts: Sendable, Hashable {
    /// The version of Landlock's interface; 0 where the kernel has none.
    public var landlockVersion: Int
    /// Whether system calls can be filtered (seccomp).
    public var hasFilter: Bool
    /// Where the program `bwrap` is; nil where it is not installed.
    public var bubblewrapPath: String?
    /// Whether `bwrap` works here: in many containers it may not.
    public var bubblewrapWorks: Bool

    /// The oldest Landlock that also keeps files from being cut to nothing.
    public static let oldestLandlock = 3
    /// The oldest Landlock that keeps signals from reaching other programs.
    public static let oldestLandlockWithSignals = 6

    /// Whether Landlock is good enough to run tests in.
    public var landlockWorks: Bool { landlockVersion >= Self.oldestLandlock && hasFilter }

    /// The tier that is used where nobody chooses one.
    public var tier: SandboxTier { landlockWorks ? .landlock : bubblewrapWorks ? .bubblewrap : .none }

    /// What was found when it was first asked for.
    public static let current = probe()

    /// Looks, and runs `bwrap` once.
    public static func probe() -> SandboxFacts {
        let candidates: [String] = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"]
        let path = candidates.first { access($0, X_OK) == 0 }
        return SandboxFacts(
            landlockVersion: Int(martlet_landlock_version()), hasFilter: martlet_has_filter(), bubblewrapPath: path,
            bubblewrapWorks: path.map(Bubblewrap.works) ?? false)
    }

    /// The facts in words, a line each, for `martlet doctor`.
    public var lines: [String] {
        let landlock =
            landlockVersion == 0
            ? "Landlock: not offered by the kernel"
            : landlockVersion < Self.oldestLandlock
                ? "Landlock: version \(landlockVersion), too old (tests need \(Self.oldestLandlock))"
                : landlockVersion < Self.oldestLandlockWithSignals
                    ? "Landlock: version \(landlockVersion), without a fence for signals"
                    : "Landlock: version \(landlockVersion)"
        let bubblewrap =
            bubblewrapPath.map { "bubblewrap: \($0)" + (bubblewrapWorks ? "" : ", but it does not work here") }
            ?? "bubblewrap: not installed (apt-get install bubblewrap)"
        let inForce =
            switch tier {
            case .landlock: "tests run in Landlock: they write only in the workspace, and have no network"
            case .bubblewrap: "tests run in bubblewrap: they write only in the workspace, and have no network"
            case .none: "no sandbox: tests are not run, unless that is allowed explicitly"
            }
        return [
            landlock, "filter of system calls (seccomp): " + (hasFilter ? "yes" : "no"), bubblewrap, inForce,
        ]
    }
}
