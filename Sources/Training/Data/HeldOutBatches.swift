/// The batches of a validation, made one by one as they are read.
public struct HeldOutBatches: Sequence {
    let source: any TokenSource
    let windows: HeldOutWindows
    let sequencesPerBatch: Int

    public init(source: any TokenSource, windows: HeldOutWindows, sequencesPerBatch: Int) {
        self.source = source
        self.windows = windows
        self.sequencesPerBatch = sequencesPerBatch
    }

    public func makeIterator() -> AnyIterator<TokenBatch> {
        var next = 0
        return AnyIterator {
            guard next < windows.starts.count else { return nil }
            var batch = TokenBatch(length: windows.length)
            for start in windows.starts[next...].prefix(sequencesPerBatch) { batch.append(from: source, at: start) }
            next += batch.sequences
            return batch
        }
    }
}
