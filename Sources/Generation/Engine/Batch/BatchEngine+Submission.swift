import Tensors
import Transformer

/// Taking requests.
extension BatchEngine {
    /// Takes `count` requests that differ in the seeds of their samplers; they read their prompt once.
    ///
    /// The first has the request's own seed, further ones seeds that follow from it; see ``GenerationRequest/seed(of:)``.
    ///
    /// - Returns: Their numbers.
    /// - Throws: ``GenerationError``, ``SamplingError`` or ``StopConditionError`` saying what is wrong with the request.
    package func submit(_ request: GenerationRequest, count: Int = 1) throws -> [Int] {
        try checkRoom(for: request.prompt.count)
        let first = arrivals, adapter = try adapter(of: request)
        for index in 0..<count {
            var copy = request
            copy.sampling.seed = request.seed(of: index)
            let progress = try TextProgress(
                copy, configuration: model.configuration, tokenizer: tokenizer, contextSize: contextSize)
            _ = add { id in
                let next = TextRun(id: id, progress: progress)
                next.adapter = adapter
                if index > 0, request.usesCache { next.leader = first }
                if request.usesCache { next.speculator = Speculator(request.speculation, draftModel: draftModel) }
                return next
            }
        }
        return Array(first..<arrivals)
    }

    /// Puts a request at the end of the line; its number.
    func add(_ make: (_ id: Int) -> EngineRequest) -> Int {
        requests.append(make(nextID()))
        return arrivals - 1
    }

    /// The number of the next request.
    func nextID() -> Int {
        arrivals += 1
        return arrivals - 1
    }

    /// Refuses what the model could read, but the cache could never hold.
    func checkRoom(for tokens: Int) throws(GenerationError) {
        let room = pool.pageLimit * KVPageShape.positions
        guard tokens > room, tokens <= model.configuration.maximumPositions else { return }
        throw .promptBeyondCache(
            promptTokens: tokens, cacheTokens: room, pages: pool.pageLimit,
            byteLimit: options.cacheByteLimit ?? EngineMemory.quarter)
    }
}
