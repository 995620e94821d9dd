/// A line of a file and what takes its place.
struct LineChange {
    let path: String
    /// A line somewhere before it that tells where it is, as after `@@` in a patch.
    var header: String?
    let old: String
    let new: String
}
