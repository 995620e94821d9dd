public import Foundation
import Foundations

/// The folder of one training run, held by one trainer at a time.
///
/// | name | content |
/// |---|---|
/// | `run.yaml` | the resolved configuration |
/// | `metrics.jsonl` | a record a step, validation and sample |
/// | `checkpoints/step-000123/` | the state after 123 steps |
/// | `report.html` | curves and samples |
/// | `model/` | the finished model |
/// | `adapter/` | in its place the finished adapter, where one was trained |
public final class RunFolder: Sendable {
    /// The folder.
    public let url: URL
    private let lock: RunLock

    /// The resolved configuration.
    public var configurationFile: URL { url.appending(path: "run.yaml") }
    /// One JSON object a line.
    public var metricsFile: URL { url.appending(path: "metrics.jsonl") }
    /// The checkpoints.
    public var checkpointsFolder: URL { url.appending(path: "checkpoints") }
    /// The report.
    public var reportFile: URL { url.appending(path: "report.html") }
    /// The finished model.
    public var modelFolder: URL { url.appending(path: "model") }

    /// The finished adapter.
    public var adapterFolder: URL { url.appending(path: "adapter") }

    /// Whether `run.yaml` lies in the folder at `url`.
    public static func holdsRun(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: "run.yaml").path)
    }

    /// Takes the folder for a new run, creating it where needed.
    ///
    /// - Throws: ``RunFolderError``, or `FileError` where the folder cannot be made.
    public init(creating url: URL) throws {
        guard !Self.holdsRun(url) else { throw RunFolderError.alreadyStarted(path: url.path) }
        try Folder.create(url)
        self.url = url
        lock = try RunLock(folder: url)
        // Another trainer may have started and finished between the look and the lock.
        guard !Self.holdsRun(url) else { throw RunFolderError.alreadyStarted(path: url.path) }
    }

    /// Takes the folder of a run that was started before.
    ///
    /// - Throws: ``RunFolderError``.
    public init(resuming url: URL) throws {
        guard Self.holdsRun(url) else { throw RunFolderError.nothingToResume(path: url.path) }
        self.url = url
        lock = try RunLock(folder: url)
    }

    /// The configuration that the run was started with.
    public func configuration<Settings: KeyedConfiguration>(
        _: Settings.Type = Settings.self
    ) throws(ConfigurationError) -> Settings {
        try Settings(yaml: configurationFile)
    }

    /// Writes `run.yaml`.
    public func write(_ configuration: some KeyedConfiguration, heading: [String]) throws {
        try AtomicFile.write(configuration.yaml(heading: heading), to: configurationFile)
    }
}
