import Tensors
import Testing
import Transformer

@Suite("Memory in the steady state")
struct AllocationTests {
    /// The sizes in which tasks borrow scratch memory: one of attention, and those of the blocks of rows in which the
    /// gradients of weights with 48, 96, 200 and 260 rows are computed, the last block of each included.
    private static let scratchSizes = 1 + 6

    private static let configuration = ModelConfiguration(
        vocabularySize: 200, hiddenSize: 48, layerCount: 3, attentionHeadCount: 4, keyValueHeadCount: 2,
        intermediateSize: 130, usesQKNorm: true, usesQueryKeyValueBias: true)

    private func step(_ model: CausalLM, _ tape: Tape, _ number: UInt64) {
        let tokens = model.tokens(2 * 100, seed: number)
        _ = model.loss(
            tokens: tokens, targets: model.tokens(200, seed: number + 100), sequences: 2, length: 100,
            scale: 1.0 / 200, tape: tape)
        tape.backward()
        for parameter in model.parameters { parameter.valuesChanged() }
    }

    @Test(
        "A step of training that has run once takes no more memory from the system",
        arguments: Precision.allCases, productEngines)
    func training(precision: Precision, engine: ProductEngine) throws {
        if engine == .oneDNN, precision == .bfloat16, !KernelLevel.avx512.isAvailable { return }
        let model = try CausalLM(configuration: Self.configuration, seed: 50)
        let device = CPUDevice(threadCount: 1, productEngine: engine)
        let tape = Tape(device: device, mode: .training, precision: precision)
        for number in 0..<2 { step(model, tape, UInt64(number)) }
        let allocations = device.buffers.allocationCount, bytes = device.buffers.byteCount
        for number in 2..<8 { step(model, tape, UInt64(number)) }
        #expect(device.buffers.allocationCount == allocations)
        #expect(device.buffers.byteCount == bytes)
    }

    @Test("On several threads it takes scratch memory for each of them at most", arguments: Precision.allCases)
    func trainingOnThreads(precision: Precision) throws {
        let model = try CausalLM(configuration: Self.configuration, seed: 51)
        let counts = [1, 3].map { threads in
            let device = CPUDevice(threadCount: threads)
            let tape = Tape(device: device, mode: .training, precision: precision)
            for number in 0..<8 { step(model, tape, UInt64(number)) }
            return device.buffers.allocationCount
        }
        #expect(counts[1] - counts[0] <= 2 * Self.scratchSizes)
    }

    @Test(
        "A token that is generated takes no memory from the system after the first ones",
        arguments: Precision.allCases)
    func generation(precision: Precision) throws {
        let model = try CausalLM(configuration: Self.configuration, seed: 52)
        let device = CPUDevice(threadCount: 1)
        let tape = Tape(device: device, mode: .generation, precision: precision)
        let cache = KVCache(configuration: model.configuration, capacity: 400)
        for token in 0..<3 { _ = try model.logits(of: [Int32(token)], cache: cache, tape: tape) }
        let allocations = device.buffers.allocationCount
        for token in 3..<350 { _ = try model.logits(of: [Int32(token % 200)], cache: cache, tape: tape) }
        #expect(device.buffers.allocationCount == allocations)
    }
}
