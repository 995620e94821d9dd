import CKernels

/// The processor: the kernels that fit it, and the threads that share the work.
public final class CPUDevice: ComputeDevice {
    /// The instruction set in use.
    public let level: KernelLevel
    /// The threads that share every operation.
    public let workers: WorkerPool
    /// Memory that operations borrow.
    public let buffers = BufferPool()
    let readOrder = ReadOrder()
    /// Who multiplies the large matrices of training.
    public let productEngine: ProductEngine
    // A table of functions that never changes.
    nonisolated(unsafe) let kernels: martlet_kernels
    let quantizedKernels: martlet_quantized_kernels
    let oneDNN: OneDNN?

    /// The device with a thread for each processor this program may run on.
    public static let shared = CPUDevice()

    /// A device with its own threads.
    ///
    /// - Parameters:
    ///   - threadCount: Threads that share each operation; by default the processors this program may run on.
    ///   - level: The instruction set; by default the best this CPU has.
    ///   - productEngine: Who multiplies large matrices; by default what is fastest for the level.
    public init(threadCount: Int? = nil, level: KernelLevel = .best, productEngine: ProductEngine? = nil) {
        guard let table = level.table else { preconditionFailure("this CPU lacks \(level.rawValue)") }
        self.level = level
        guard let products = level.quantizedTable else { preconditionFailure("this CPU lacks \(level.rawValue)") }
        kernels = table.pointee
        quantizedKernels = products.pointee
        workers = WorkerPool(threadCount: threadCount ?? Self.processorCount)
        self.productEngine = productEngine ?? ProductEngine.fastest(at: level)
        oneDNN =
            switch self.productEngine {
            case .packed: nil
            case .oneDNN: OneDNN(threadCount: 1)
            case .oneDNNThreads: OneDNN(threadCount: workers.threadCount)
            }
    }

    /// Processors this program may run on.
    public static var processorCount: Int { martlet_processor_count() }

    public func makeTensor(_ shape: [Int], _ elementType: ElementType) -> Tensor {
        let bytes = shape.reduce(1, *) * elementType.byteCount
        return Tensor(shape: shape, elementType: elementType, storage: buffers.lend(bytes), byteOffset: 0)
    }

    /// Runs `body` on ranges of rows whose size depends on the width of a row alone.
    func forRows(_ rows: Int, width: Int, _ body: (Range<Int>) -> Void) {
        let block = max(1, Self.elementsPerTask / max(width, 1))
        workers.run((rows + block - 1) / block) { task in
            body(task * block..<min(rows, (task + 1) * block))
        }
    }

    /// Elements a task passes over: enough to outweigh handing it out, few enough to share evenly.
    static let elementsPerTask = 16_384
}
