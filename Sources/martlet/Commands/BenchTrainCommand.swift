import ArgumentParser
import Foundations
import Tensors
import Transformer

struct BenchTrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "train")
    @Option var layers = 6
    @Option var dim = 256
    @Option var heads = 8
    @Option var kvHeads = 4
    @Option var ffn = 704
    @Option var vocab = 4096
    @Option var seq = 256
    @Option var batch = 16
    @Option var steps = 12
    @Option var threads: Int?
    @Option var precision = "bf16"
    @Option var engine: String?

    func run() async throws {
        let cpu = CPUDevice(threadCount: threads, productEngine: engine.flatMap(ProductEngine.init(rawValue:)))
        let device = TimedDevice(cpu)
        let configuration = ModelConfiguration(
            vocabularySize: vocab, hiddenSize: dim, layerCount: layers, attentionHeadCount: heads,
            keyValueHeadCount: kvHeads, intermediateSize: ffn)
        let model = try CausalLM(configuration: configuration, seed: 1)
        let moments = model.parameters.map { (Tensor(zeros: $0.value.shape), Tensor(zeros: $0.value.shape)) }
        let tape = Tape(device: device, mode: .training, precision: Precision(rawValue: precision)!)
        var g = SplitMix64(seed: 1)
        var times: [Double] = []
        for step in 1...steps {
            if step == 3 { device.clear() }
            let tokens = (0..<batch * seq).map { _ in Int32(g.next(below: vocab)) }
            let targets = (0..<batch * seq).map { _ in Int32(g.next(below: vocab)) }
            let start = ContinuousClock.now
            let loss = model.loss(
                tokens: tokens, targets: targets, sequences: batch, length: seq, scale: 1 / Float(batch * seq),
                tape: tape)
            tape.backward()
            let norm = model.parameters.reduce(0) { $0 + device.sumOfSquares($1.gradient) }.squareRoot()
            for (p, m) in zip(model.parameters, moments) {
                device.adamW(
                    p.value, gradient: p.gradient, firstMoment: m.0, secondMoment: m.1,
                    AdamWStep(step: step, learningRate: 3e-4, gradientScale: Float(min(1, 1 / norm))))
                p.gradient.clear()
                p.valuesChanged()
            }
            let d = (ContinuousClock.now - start).components
            times.append(Double(d.seconds) + Double(d.attoseconds) * 1e-18)
            if step == steps { print("loss \(loss.mean) norm \(norm)") }
        }
        times = times.dropFirst(2).sorted()
        let median = times[times.count / 2]
        let n = Double(times.count)
        print(
            "params \(model.parameterCount) step \(median * 1e3) ms, \(Double(batch * seq) / median) tok/s best \(Double(batch * seq) / times[0])",
            model.trainingFLOPs(perTokenAtLength: seq) * Double(batch * seq) / median * 1e-9, "GFLOP/s",
            cpu.buffers.byteCount >> 20, "MB")
        for (name, e) in device.entries {
            print(
                name, e.calls, e.seconds / n * 1e3, "ms",
                e.operations > 0 ? "\(e.operations / e.seconds * 1e-9) GFLOP/s" : "")
        }
    }
}
