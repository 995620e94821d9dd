import Checkpoints
import Tensors
import Transformer

/// How fast the machine would let a model be, and how fast it is, all measured in one run.
///
/// Source of the bound: Williams, Waterman and Patterson, "Roofline" (2009): no work is done faster than its operations
/// at the processor's peak, nor than its bytes at the memory's bandwidth.
struct ModelSpeed {
    /// A piece of work.
    struct Work {
        /// Tokens processed or produced.
        let tokens: Int
        /// Operations of each.
        let operations: Double
        /// Bytes read for each.
        let bytes: Double
        /// Tokens a second that were measured.
        let measured: Double
        /// Tokens a second that the machine allows.
        let predicted: Double
        /// Whether memory is what bounds it.
        let isBoundByMemory: Bool

        init(tokens: Int, operations: Double, bytes: Double, seconds: Double, bandwidth: Double, peak: Double) {
            self.tokens = tokens
            self.operations = operations / Double(tokens)
            self.bytes = bytes / Double(tokens)
            measured = Double(tokens) / max(seconds, 1e-9)
            let memory = bytes / bandwidth, products = operations / peak
            predicted = Double(tokens) / max(memory, products)
            isBoundByMemory = memory > products
        }
    }

    /// Bytes that all threads read in a second.
    let bandwidth: Double
    /// Operations that all threads make in a second, in products of the kind that the weights take part in.
    let peak: Double
    /// Which kind that is.
    let peakName: String
    /// A prompt at once.
    let prefill: Work
    /// One token after another, behind that prompt.
    let decode: Work

    /// Measures; nil where the context has no room for it.
    init?(_ figures: ModelFigures, files: ModelFiles, context: Int, device: CPUDevice, precision: Precision) throws {
        let steps = min(16, context / 4), prompt = min(256, context - steps - 1)
        guard steps >= 1, prompt >= 1, let square = ProductShape("1024x1024x1024") else { return nil }
        let benchmark = try GenerationBenchmark(
            files: files, device: device, precision: precision, format: figures.cacheFormat, sequences: 1,
            context: prompt + steps)
        func fastest(_ work: GenerationBenchmark.Work) throws -> Double {
            try (0..<4).map { _ in try benchmark.seconds(of: work) }.min() ?? .infinity
        }
        let prefillSeconds = try fastest(.prefill(tokens: prompt))
        let decodeSeconds = try fastest(.decode(sequences: 1, behind: prompt, steps: steps))
        bandwidth = device.readBandwidth()
        let hasBlocks = files.weights.tensors.contains { tensor in
            if case .blocks(_) = tensor.encoding { true } else { false }
        }
        if hasBlocks {
            peakName = "products of bytes"
            peak = device.byteProductPeak()
        } else {
            peakName = "products in \(precision.rawValue)"
            let benchmark = ProductBenchmark(
                shape: square, form: .byTransposed, precision: precision, engine: .packed)
            peak = benchmark.rate(threads: device.workers.threadCount, runs: 10) * 1e9
        }
        let keys = Double(figures.cacheBytesPerToken), length = Double(prompt) + Double(steps + 1) / 2
        prefill = Work(
            tokens: prompt, operations: figures.operations(ofPrompt: prompt),
            bytes: Double(figures.stepBytes) + keys * Double(prompt), seconds: prefillSeconds, bandwidth: bandwidth,
            peak: peak)
        decode = Work(
            tokens: steps, operations: Double(steps) * figures.operations(at: Int(length)),
            bytes: Double(steps) * (Double(figures.stepBytes) + keys * length), seconds: decodeSeconds,
            bandwidth: bandwidth, peak: peak)
    }
}
