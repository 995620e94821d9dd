/// What a test may do, in every tier that fences it in.
///
/// It reads and writes its workspace (but for `.git`) and a temporary folder of its own, which is removed after it; it
/// reads and runs what the system's folders hold; it has no network; and nothing that it starts outlives it.
public struct SandboxPolicy: Sendable, Hashable {
    /// Further files and folders that tests may read and run, such as a toolchain in a home folder.
    public var readable: [String]
    /// The largest file that a test may write, in bytes.
    public var fileBytes: Int
    /// Whether tests are run where the workspace has files with several names (hard links), which a test could change
    /// together with their names outside.
    public var allowsHardLinks: Bool

    /// A policy; the defaults are the strictest.
    public init(readable: [String] = [], fileBytes: Int = 256 << 20, allowsHardLinks: Bool = false) {
        self.readable = readable
        self.fileBytes = fileBytes
        self.allowsHardLinks = allowsHardLinks
    }

    /// What programs of the system need to run: programs, libraries, and the files of `/etc` that everybody reads.
    static let systemPaths = [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/etc/ld.so.cache", "/etc/ld.so.conf",
        "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/localtime", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf",
        "/etc/ssl/certs", "/etc/python3", "/etc/python3.11", "/etc/python3.12", "/etc/python3.13", "/etc/mime.types",
    ]

    /// Devices without a memory: readable and writable.
    static let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"]
}
