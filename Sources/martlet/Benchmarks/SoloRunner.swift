import Generation
import Tensors
import Tokenization
import Transformer

/// Runs requests alone, one after another, with a model and a thread of their own.
actor SoloRunner {
    private let thread = EngineThread(name: "martlet-solo")
    private let model: CausalLM
    private let tokenizer: Tokenizer
    private let device = CPUDevice(threadCount: 1)

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ soak: SoakModel) throws {
        model = try soak.make()
        tokenizer = soak.tokenizer
    }

    /// Every token of a request.
    func tokens(of request: GenerationRequest) throws -> [GeneratedToken] {
        let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, device: device)
        var tokens: [GeneratedToken] = []
        while let token = try loop.next() { tokens.append(token) }
        return tokens
    }
}
