import CKernels

/// An instruction set that the kernels are written for.
public enum KernelLevel: String, CaseIterable, Sendable {
    case portable
    case avx2
    case avx512
    case avx512BFloat16 = "avx512-bf16"

    /// The best level that this CPU runs.
    public static let best: KernelLevel = allCases.last { $0.isAvailable } ?? .portable

    /// Whether this CPU runs the level.
    public var isAvailable: Bool { table != nil }

    /// Whether products of bfloat16 pairs are one instruction here, so that mixed precision is worth its rounding.
    public var multipliesBFloat16: Bool { self == .avx512BFloat16 }

    var table: UnsafePointer<martlet_kernels>? { martlet_kernels_at(level) }
    var quantizedTable: UnsafePointer<martlet_quantized_kernels>? { martlet_quantized_kernels_at(level) }

    private var level: martlet_level {
        switch self {
        case .portable: MARTLET_PORTABLE
        case .avx2: MARTLET_AVX2
        case .avx512: MARTLET_AVX512
        case .avx512BFloat16: MARTLET_AVX512_BF16
        }
    }

    /// The instruction sets worth knowing about, and whether this CPU has each.
    public static var cpuFeatures: [(name: String, present: Bool)] {
        let names = ["avx2", "fma", "avx512f", "avx512bw", "avx512_bf16", "avx512_vnni", "amx_bf16", "neon", "dotprod"]
        return names.map { ($0, martlet_cpu_has($0)) }
    }
}
