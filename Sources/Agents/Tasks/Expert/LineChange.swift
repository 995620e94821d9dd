/// A line of a file and what takes its place.
struct LineChange {
    let path: String
    let old: String
    let new: String
}
