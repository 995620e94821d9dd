package import Tensors
package import Tokenization
package import Transformer

/// Many requests on one model: each step reads a token or a piece of a prompt for every request whose turn it is, in one
/// pass over the weights.
///
/// Requests join and leave between steps. What is decided is ``Scheduler``'s; this carries it out, on the thread of
/// whoever calls. A request gets the bits that it would get alone.
package final class BatchEngine {
    /// The choices in force.
    package let options: EngineOptions
    /// Tokens that prompt and text of a request may have together.
    package let contextSize: Int

    let model: CausalLM
    let pool: KVPool
    let prefixes: PrefixTree
    let tokenizer: Tokenizer
    let tape: Tape
    let scheduler: Scheduler
    let draftModel: DraftModel?
    /// The adapter that the model had attached, for requests that name none.
    let ownAdapter: LoRAAdapter?
    /// Those that requests may name.
    var adapters: [String: LoRAAdapter] = [:]
    /// In the order of arrival.
    var requests: [EngineRequest] = []
    /// In the order of arrival.
    var searches: [BeamRun] = []
    /// How many requests have come.
    var arrivals = 0
    var stepCount = 0

    /// An engine without requests.
    ///
    /// - Parameter draftModel: what guesses ahead for requests that ask for it.
    package init(
        model: CausalLM, tokenizer: Tokenizer, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32, options: EngineOptions = EngineOptions(), draftModel: DraftModel? = nil
    ) {
        self.model = model
        self.draftModel = draftModel
        ownAdapter = model.adapter
        self.tokenizer = tokenizer
        self.options = options
        let shape = model.configuration.pageShape(options.cacheFormat ?? model.suitedCacheFormat)
        pool = KVPool(shape: shape, byteLimit: options.cacheByteLimit ?? EngineMemory.quarter)
        contextSize = min(
            model.configuration.maximumPositions, model.configuration.learnedPositions ?? .max,
            pool.pageLimit * KVPageShape.positions)
        prefixes = PrefixTree(pool: pool)
        tape = Tape(device: device, mode: .generation, precision: precision)
        scheduler = Scheduler(limits: options.limits)
    }

    /// The next event of a request that is there already; nil where it has to be computed, or where there is none.
    ///
    /// - Throws: What ended the request, once; it is gone then, as it is after its last event.
    package func take(_ id: Int) throws -> GenerationEvent? {
        guard let request = request(id) as? TextRun else { return nil }
        if let token = request.deliver() { return .token(token) }
        guard request.isFinished else { return nil }
        remove(request)
        if let failure = request.failure { throw failure }
        return request.result.map(GenerationEvent.finished)
    }

    /// The answer of a request that gives one at its end; nil where it has to be computed.
    ///
    /// - Throws: What ended the request, once; it is gone then, as it is once it has answered.
    package func answer(of id: Int) throws -> EngineAnswer? {
        if let search = searches.first(where: { $0.id == id }) { return try answer(of: search).map(EngineAnswer.beams) }
        guard let request = request(id) as? EmbeddingRun else { throw CancellationError() }
        guard request.isFinished else { return nil }
        remove(request)
        if let failure = request.failure { throw failure }
        return request.vector.map(EngineAnswer.embedding)
    }

    private func remove(_ request: EngineRequest) {
        release(request, keeping: false)
        requests.removeAll { $0 === request }
    }

    /// Whether a request is known: submitted, and not yet taken to its end.
    package func knows(_ id: Int) -> Bool { request(id) != nil || searches.contains { $0.id == id } }

    /// Ends a request at what its reader has been given, and gives back all it holds.
    package func cancel(_ id: Int) {
        if let search = searches.first(where: { $0.id == id }) { return search.cancel() }
        guard let request = request(id), !request.isFinished || request.isHeldBack(by: 1) else { return }
        request.cancel()
        release(request, keeping: false)
        follow(request)
    }

    /// Forgets a request that nobody will ask about.
    package func forget(_ id: Int) {
        cancel(id)
        requests.removeAll { $0.id == id }
        searches.removeAll { $0.id == id }
    }

    /// What is going on now.
    package var statistics: EngineStatistics {
        EngineStatistics(
            running: requests.count { $0.isRunning } + searches.count { $0.isRunning },
            waiting: requests.count { !$0.isRunning && !$0.isFinished }
                + searches.count { !$0.isRunning && !$0.isFinished },
            usedPages: pool.usedPageCount, keptPages: prefixes.pageCount, pageLimit: pool.pageLimit)
    }

    /// Forgets what texts that have ended left in the cache.
    package func forgetPrefixes() { prefixes.removeAll() }

    func request(_ id: Int) -> EngineRequest? { requests.first { $0.id == id } }
}
