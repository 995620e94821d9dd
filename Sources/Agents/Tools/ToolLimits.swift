/// What the tools of a workspace may take and give.
public struct ToolLimits: Sendable, Hashable {
    /// The most bytes of an observation; longer ones are cut in the middle, and say so.
    public var observationBytes: Int
    /// The largest file, in bytes, that is searched or patched.
    public var fileBytes: Int
    /// The most files that are listed or searched.
    public var files: Int
    /// The longest patch, in bytes.
    public var patchBytes: Int
    /// How long a test may run, in seconds.
    public var testSeconds: Double
    /// The most bytes that a test may print before it is stopped.
    public var testOutputBytes: Int

    /// Limits; the defaults suit a window of a few thousand tokens and more.
    public init(
        observationBytes: Int = 10_000, fileBytes: Int = 8 << 20, files: Int = 20_000, patchBytes: Int = 1 << 20,
        testSeconds: Double = 60, testOutputBytes: Int = 64 << 20
    ) {
        self.observationBytes = observationBytes
        self.fileBytes = fileBytes
        self.files = files
        self.patchBytes = patchBytes
        self.testSeconds = testSeconds
        self.testOutputBytes = testOutputBytes
    }
}
