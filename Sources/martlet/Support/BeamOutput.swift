import Foundation
import Foundations
import Generation

/// Prints what beam search found.
struct BeamOutput {
    let prompt: String
    let json: Bool

    /// Prints the continuations, best first; on standard error, how probable they are.
    func show(_ hypotheses: [BeamHypothesis], of request: BeamRequest) {
        if json {
            print(document(hypotheses, request).serialized())
            return
        }
        for (index, hypothesis) in hypotheses.enumerated() {
            if hypotheses.count > 1 { print("\(index + 1):") }
            print(prompt + hypothesis.text)
        }
        for (index, hypothesis) in hypotheses.enumerated() {
            StatusLine.note(
                "[\(index + 1): score \(String(format: "%.4f", hypothesis.score)), log-probability "
                    + "\(String(format: "%.4f", hypothesis.logProbability)), \(hypothesis.tokens.count) tokens, ended by "
                    + "\(hypothesis.stopReason)]")
        }
    }

    private func document(_ hypotheses: [BeamHypothesis], _ request: BeamRequest) -> JSONValue {
        let beams = hypotheses.map { hypothesis -> JSONValue in
            [
                "text": .string(hypothesis.text), "tokens": .array(hypothesis.tokens.map { .integer(Int($0)) }),
                "logprob": .number(hypothesis.logProbability), "score": .number(hypothesis.score),
                "stop_reason": .string(hypothesis.stopReason.name), "stop_detail": .string("\(hypothesis.stopReason)"),
            ]
        }
        return [
            "prompt": .string(prompt), "prompt_tokens": .array(request.prompt.map { .integer(Int($0)) }),
            "width": .integer(request.options.width), "length_penalty": .number(request.options.lengthPenalty),
            "beams": .array(beams),
        ]
    }
}
