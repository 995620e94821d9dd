import Corpus
import Foundations

/// Which prompts are judged, and which comes next.
struct CompareSession {
    /// All prompts, each once.
    let prompts: [Prompt]
    /// How many prompts of the list were there before.
    let repeated: Int
    private let fingerprints: [Digest128]
    private var judged: Set<Digest128>
    /// Judgements of prompts that are not in the list leave the session alone.
    private let known: Set<Digest128>

    /// - Parameters:
    ///   - list: the prompts in their order.
    ///   - judged: what has been judged before.
    init(_ list: [Prompt], judged: some Sequence<JudgementRecord>) {
        var prompts: [Prompt] = []
        var fingerprints: [Digest128] = []
        var known: Set<Digest128> = []
        for prompt in list where known.insert(prompt.fingerprint).inserted {
            prompts.append(prompt)
            fingerprints.append(prompt.fingerprint)
        }
        self.prompts = prompts
        self.fingerprints = fingerprints
        self.known = known
        repeated = list.count - prompts.count
        self.judged = Set(judged.compactMap(\.prompt)).intersection(known)
    }

    /// The first prompt that is not judged, and its place in the list, from 1; nil when all are.
    var next: (prompt: Prompt, fingerprint: Digest128, number: Int)? {
        guard let index = fingerprints.firstIndex(where: { !judged.contains($0) }) else { return nil }
        return (prompts[index], fingerprints[index], index + 1)
    }

    /// How many prompts are left.
    var remaining: Int { prompts.count - judged.count }

    /// Notes that a prompt is judged.
    mutating func close(_ fingerprint: Digest128) { judged.insert(fingerprint) }

    /// Notes that a prompt is judged no longer.
    mutating func reopen(_ fingerprint: Digest128) { judged.remove(fingerprint) }

    /// Whether a judgement is of one of these prompts.
    func knows(_ record: JudgementRecord) -> Bool { record.prompt.map(known.contains) ?? false }
}
