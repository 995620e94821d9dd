/// A file as a patch will leave it, worked out before anything is touched.
struct PlannedChange: Sendable, Hashable {
    /// The file.
    let path: WorkspacePath
    /// What it will hold; nil: it goes.
    let newBytes: [UInt8]?
    /// The file that is there now; nil: none is.
    let old: FileIdentity?
    /// The permissions of the new file; nil: those of any new file.
    let mode: UInt32?
}
