import ArgumentParser
import Evaluation

/// Where the examples come from that stand before each question.
struct ShotsOption: ParsableArguments {
    @Option(
        name: [.customLong("shots-from"), .customLong("examples")],
        help: ArgumentHelp(
            "A file to take examples from; without it, the beginning of the data, which is not asked.",
            valueName: "path"),
        completion: .file())
    var file: String?

    /// The examples, and the samples that are left to measure.
    ///
    /// - Parameter read: reads a file of samples.
    func split<Sample>(
        _ samples: [Sample], count: Int, read: (String) throws -> [Sample]
    ) throws -> (examples: FewShot<Sample>, samples: [Sample]) {
        try FewShot.split(samples, examples: file.map(read), count: count)
    }
}
