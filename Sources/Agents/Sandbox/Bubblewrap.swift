import CSystem
import Glibc

/// The command line of `bwrap`.
enum Bubblewrap {
    /// `bwrap` and its options, for a program that may read `readable` and write `writable`, all but `kept`.
    static func arguments(
        _ path: String, readable: [String], writable: [String], kept: [String], directory: String
    ) -> [String] {
        var arguments = [
            path, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        ]
        for path in readable { arguments += ["--ro-bind-try", path, path] }
        arguments += ["--dev", "/dev", "--proc", "/proc"]
        for path in writable { arguments += ["--bind", path, path] }
        for path in kept { arguments += ["--ro-bind", path, path] }
        // What is left is a file system in memory: writing there would seem to work.
        return arguments + ["--remount-ro", "/", "--chdir", directory, "--"]
    }

    /// Whether a program can be run in it here.
    static func works(_ path: String) -> Bool {
        guard let (output, process) = start(path) else { return false }
        _ = output
        while martlet_has_ended(process) == 0 {
            var wait = pollfd(fd: -1, events: 0, revents: 0)
            poll(&wait, 1, 2)
        }
        return martlet_end(process) == 0
    }

    private static func start(_ path: String) -> (output: Descriptor, process: Int32)? {
        let root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let sink = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard root >= 0, sink >= 0 else { return nil }
        let directory = Descriptor(owning: root)
        let output = Descriptor(owning: sink)
        let words = arguments(
            path, readable: SandboxPolicy.systemPaths, writable: [], kept: [], directory: "/usr")
        let run = ProgramRun(
            arguments: words + ["/usr/bin/true"], environment: [], directory: directory, ruleset: nil, seconds: 10,
            outputLimit: 0, keptBytes: 0, fileBytes: 0)
        let process = ProgramRunner.start(run, output: output.raw)
        return process > 0 ? (output, process) : nil
    }
}
