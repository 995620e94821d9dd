import Tensors
import Transformer

/// Choosing tokens from the logits of a step, and what follows from the first one.
extension BatchEngine {
    /// What may follow the text of a request, as far as there is room for it.
    func guesses(for request: TextRun, _ sequence: KVSequence) -> [Int32] {
        // A guess that fails is none: the text does not depend on it.
        let all = request.progress.sequence
        let guesses = (try? request.speculator?.draft(after: all, room: request.progress.room)) ?? []
        return sequence.pagesNeeded(for: guesses.count + 1) <= pool.freePageCount ? guesses : []
    }

    /// Chooses the next token from the first row, and as long as what is chosen was guessed, one more from each further row.
    ///
    /// - Returns: How many tokens were chosen.
    func choose(_ request: TextRun, _ rows: Tensor, _ guesses: [Int32]) -> Int {
        if request.progress.tokens.isEmpty { share(request) }
        var made = 0
        do {
            for row in 0..<rows.rows where !request.isFinished {
                if row > 0, request.progress.sequence.last != guesses[row - 1] { break }
                let logits = rows.rows(row..<row + 1)
                let token = try withExtendedLifetime(logits) {
                    try request.progress.next(from: UnsafeBufferPointer(logits.floats))
                }
                guard let token else { break }
                request.outbox.append(token)
                made += 1
            }
        } catch {
            fail(request, error)
            return made
        }
        // What follows the last token was guessed wrong, or not at all.
        request.sequence?.truncate(to: request.progress.sequence.count - (made > 0 ? 1 : 0))
        // What follows of necessity is read together with the token.
        while made > 0, let forced = request.progress.nextForced() { request.outbox.append(forced) }
        if request.isFinished {
            release(request, keeping: true)
        } else if !request.progress.request.usesCache {
            request.sequence?.truncate(to: 0)
        }
        return made
    }

    /// Lets others have the prompt that has just been read.
    private func share(_ request: TextRun) {
        guard let sequence = request.sequence, request.sharesPrefixes else { return }
        keepWholePages(of: request.tokens, with: request.adapter, sequence)
        var running = requests.count { $0.isRunning }
        for follower in requests where follower.leader == request.id {
            follower.leader = nil
            guard running < options.limits.requests, !follower.isFinished else { continue }
            follower.sequence = sequence.fork(at: sequence.count - 1)
            follower.isRunning = true
            follower.reusedTokenCount = sequence.count - 1
            running += 1
        }
    }

    /// Lets others have the whole pages of a text that goes on.
    func keepWholePages(of tokens: [Int32], with adapter: LoRAAdapter?, _ sequence: KVSequence) {
        guard options.keepsPrefixes else { return }
        let whole = sequence.count / KVPageShape.positions
        prefixes.insert(
            tokens.prefix(whole * KVPageShape.positions), with: adapter, pages: sequence.pages.prefix(whole))
    }
}
