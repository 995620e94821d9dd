/// How far a patch has come; see ``PatchRecord``.
enum PatchState: String, Sendable, Hashable {
    /// New files are being written beside their places. Interrupted: they are removed.
    case preparing
    /// Files are taking their places. Interrupted: the rest follows.
    case committing
    /// A file could not take its place, and those that did give it back. Interrupted: the rest follows.
    case undoing
    /// All files are in place, and the old ones are being removed. Interrupted: the rest follows.
    case cleaning
}
