import Glibc

/// A regular file that was opened for reading.
struct OpenFile {
    let descriptor: Descriptor
    /// What the system said of it when it was opened.
    let status: stat
}
