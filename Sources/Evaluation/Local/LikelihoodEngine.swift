package import Tensors
package import Transformer

/// Scores tokens, many texts in one pass over the weights.
///
/// Rows of a pass do not depend on each other, so a text gets the bits it would get alone. What texts have in common at
/// their beginning is read once, in a batch and from one batch to the next.
package final class LikelihoodEngine {
    /// Rows of a pass at most, and numbers of logits that are held at once.
    private static let rowLimit = 512, logitLimit = 1 << 25

    private let model: CausalLM
    private let tape: Tape
    private let pool: KVPool
    private let rowsAtOnce: Int
    private let betweenPasses: () throws -> Void
    /// What was read last.
    private var trunk: (tokens: ArraySlice<Int32>, sequence: KVSequence)?
    /// Tokens that were read since the beginning: what sharing has saved shows in it.
    package private(set) var readTokens = 0

    /// An engine for a model.
    ///
    /// - Parameters:
    ///   - byteLimit: bytes of keys and values at most.
    ///   - betweenPasses: called before each pass over the weights; what it throws ends the work.
    package init(
        model: CausalLM, device: any ComputeDevice, precision: Precision, byteLimit: Int,
        betweenPasses: @escaping () throws -> Void = {}
    ) {
        self.model = model
        self.betweenPasses = betweenPasses
        tape = Tape(device: device, mode: .generation, precision: precision)
        pool = KVPool(shape: model.configuration.pageShape(model.suitedCacheFormat), byteLimit: byteLimit)
        rowsAtOnce = min(Self.rowLimit, max(16, Self.logitLimit / model.configuration.vocabularySize))
    }

    /// The score of every scored token of each text; nil where the model's logits are broken.
    ///
    /// - Throws: `ModelError`, or what `betweenPasses` throws.
    package func scores(of texts: [ScoredTokens]) throws -> [[TokenScore]]? {
        guard !texts.isEmpty else { return [] }
        let pages = texts.reduce(0) { $0 + KVPageShape.pages(for: $1.tokens.count) + 2 }
        if pages > pool.freePageCount { trunk = nil }
        if pages > pool.freePageCount, texts.count > 1 {
            let half = texts.count / 2
            guard let first = try scores(of: Array(texts[..<half])) else { return nil }
            return try scores(of: Array(texts[half...])).map { first + $0 }
        }
        let readings = try readings(of: texts)
        guard try read(readings) else { return nil }
        return readings.map(\.scores)
    }

    /// Reads what is not scored, once for all texts that have it in common.
    private func readings(of texts: [ScoredTokens]) throws -> [Reading] {
        var contexts: [ArraySlice<Int32>: KVSequence] = [:], readings: [Reading] = []
        for context in texts.map(\.context) where contexts[context] == nil {
            let sequence = fork(for: context)
            contexts[context] = sequence
            let rest = context.dropFirst(sequence.count)
            if !rest.isEmpty { readings.append(Reading(rest, targets: [], sequence)) }
            guard trunk == nil else { continue }
            // The others may begin alike: they wait for this one to be there.
            _ = try read(readings)
            readings = []
            trunk = (context, sequence)
        }
        _ = try read(readings)
        if let last = texts.last?.context, let sequence = contexts[last] { trunk = (last, sequence) }
        return texts.map { text in
            let sequence = contexts[text.context]?.fork() ?? KVSequence(pool: pool)
            return Reading(text.inputs, targets: text.targets, sequence)
        }
    }

    /// A sequence that holds what `context` has in common with what was read last.
    private func fork(for context: ArraySlice<Int32>) -> KVSequence {
        guard let trunk else { return KVSequence(pool: pool) }
        return trunk.sequence.fork(at: zip(trunk.tokens, context).prefix { $0 == $1 }.count)
    }

    /// Reads all there is, as many rows at a time as there is room for; false where logits are broken.
    private func read(_ readings: [Reading]) throws -> Bool {
        var open = readings[...]
        while !open.isEmpty {
            try betweenPasses()
            var chunks: [(reading: Reading, chunk: SequenceChunk)] = [], room = rowsAtOnce
            for reading in open where room > 0 {
                let tokens = reading.take(room)
                room -= tokens.count
                chunks.append(
                    (
                        reading,
                        SequenceChunk(
                            tokens: tokens, sequence: reading.sequence, rows: reading.targets.isEmpty ? .none : .all)
                    ))
            }
            tape.reset()
            let logits = try model.logits(of: chunks.map(\.chunk), tape: tape)
            readTokens += rowsAtOnce - room
            guard score(chunks.map { ($0.reading, $0.chunk.tokens.count) }, logits) else { return false }
            open = open.drop { $0.isRead }
        }
        return true
    }

    private func score(_ chunks: [(reading: Reading, rows: Int)], _ logits: Tensor) -> Bool {
        let width = model.configuration.vocabularySize
        return withExtendedLifetime(logits) {
            var start = 0
            for (reading, rows) in chunks where !reading.targets.isEmpty {
                for target in reading.nextTargets(rows) {
                    let row = UnsafeBufferPointer(rebasing: logits.floats[start..<start + width])
                    guard let score = TokenScore(of: target, in: row) else { return false }
                    reading.scores.append(score)
                    start += width
                }
            }
            return true
        }
    }
}
