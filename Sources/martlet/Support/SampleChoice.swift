/// Which samples of files are measured.
struct SampleChoice {
    /// The first so many of each file; nil: all.
    let limit: Int?

    /// The samples to measure of those of each file, and what there is to say about the choice.
    func chosen<Sample>(of files: [[Sample]]) -> (samples: [Sample], notes: [String]) {
        let all = files.reduce(0) { $0 + $1.count }
        let samples = files.flatMap { $0.prefix(limit ?? .max) }
        guard samples.count < all else { return (samples, []) }
        let place = files.count == 1 ? "" : " of each of \(files.count) files"
        return (samples, ["the first \(limit ?? 0)\(place): \(samples.count) of \(all) samples"])
    }
}
