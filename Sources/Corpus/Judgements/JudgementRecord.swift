package import Foundations

/// What a line of a file of judgements says, as far as going on needs it.
package struct JudgementRecord: Sendable, Hashable {
    /// Which prompt it is about; nil where the line has none that can be read.
    package let prompt: Digest128?
    /// What was said; nil for a pair that was not judged here.
    package let verdict: Verdict?
    /// Whether the second answer was shown first.
    package let isSwapped: Bool
    /// Whether a person was asked.
    package let isByPerson: Bool

    /// Reads a line.
    package init(_ value: JSONValue, at origin: DocumentOrigin) {
        // What others wrote may have prompts of other forms: it is kept, and none of our prompts is passed over for it.
        prompt = value["prompt"].flatMap { prompt in
            (try? PromptReader().prompt(in: ["prompt": prompt], at: origin))?.fingerprint
        }
        verdict = value["verdict"]?.string.flatMap(Verdict.init)
        isSwapped = value["shown_first"]?.string == Verdict.second.rawValue
        isByPerson = value["reason"] == nil
    }
}
