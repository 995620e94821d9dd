import Checkpoints
public import Tensors

/// Writes the files of a model in another format or type, a tensor at a time: no more than one of them is in memory.
public struct ModelConversion {
    let files: ModelFiles
    let encoder: TensorEncoder

    /// - Parameters:
    ///   - files: the model to convert, of any format.
    ///   - workers: the threads that encode; the files do not depend on their number.
    public init(_ files: ModelFiles, workers: WorkerPool = CPUDevice.shared.workers) {
        self.files = files
        encoder = TensorEncoder(workers: workers)
    }

    /// Tells how many of how many tensors are written; what it throws ends the work, and nothing is left of it.
    public typealias Progress = (_ done: Int, _ count: Int) throws -> Void

    /// Reads a tensor under its name in a model directory.
    func withFloats<Result>(
        of name: String, count: Int, _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) throws -> Result {
        let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
        defer { floats.deallocate() }
        try files.weights.readFloats(of: name, into: floats)
        return try body(floats)
    }
}
