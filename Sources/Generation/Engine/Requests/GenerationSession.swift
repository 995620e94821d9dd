/// One reading of a generation; when nobody reads any more, the engine forgets it.
final class GenerationSession: @unchecked Sendable {
    // Unchecked: `state` is touched by the generator alone, on its one thread, and when the last reference is gone.

    /// How far it is.
    enum State {
        case requested(GenerationRequest)
        case running(id: Int)
        case finished
    }

    var state: State
    private let generator: Generator

    init(_ request: GenerationRequest, generator: Generator) {
        state = .requested(request)
        self.generator = generator
    }

    init(id: Int, generator: Generator) {
        state = .running(id: id)
        self.generator = generator
    }

    deinit {
        guard case .running(let id) = state else { return }
        Task { [generator] in await generator.forget(id) }
    }
}
