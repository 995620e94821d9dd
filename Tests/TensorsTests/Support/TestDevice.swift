import Tensors
import Testing

/// A device under test, named in failures by its instruction set and its engine of products.
struct TestDevice: CustomTestStringConvertible {
    let device: CPUDevice

    /// Two threads unless a test is about their number.
    init(level: KernelLevel, engine: ProductEngine = .packed, threads: Int = 2) {
        device = CPUDevice(threadCount: threads, level: level, productEngine: engine)
    }

    var testDescription: String { "\(device.level.rawValue), \(device.productEngine.rawValue)" }

    /// Instruction sets that this CPU runs.
    static let levels = KernelLevel.allCases.filter(\.isAvailable)

    /// A device for each instruction set, with the package's own products.
    static let kernels = levels.map { TestDevice(level: $0) }

    /// All of those, and one that multiplies with oneDNN.
    static let engines = kernels + [TestDevice(level: .best, engine: .oneDNN)]

    /// Whether the device multiplies bfloat16: oneDNN does where the CPU has AVX-512 alone.
    func multiplies(_ type: ElementType) -> Bool {
        type == .float32 || device.productEngine == .packed || KernelLevel.avx512.isAvailable
    }
}

/// Sizes on both sides of every vector and panel.
let oddSizes = [1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 97]

/// Types of activations.
let elementTypes: [ElementType] = [.float32, .bfloat16]
