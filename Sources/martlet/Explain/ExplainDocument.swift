import Foundations
import Generation
import Tensors
import Tokenization

/// An explanation for programs.
struct ExplainDocument {
    private let subject: ExplainedSubject

    init(_ subject: ExplainedSubject) { self.subject = subject }

    /// One object with everything.
    var value: JSONValue {
        let explanation = subject.explanation
        var document: JSONObject = [
            "model": .string(subject.modelName),
            "text": .string(subject.text),
            "sampling": subject.sampling.document,
            "bits": .number(explanation.totalBits),
            "bits_per_token": explanation.bitsPerToken.map { .number($0) } ?? .null,
            "bits_per_byte": explanation.bitsPerByte.map { .number($0) } ?? .null,
            "perplexity": explanation.perplexity.map { .number($0) } ?? .null,
            "tokens": .array(explanation.tokens.map(token)),
            "next": trace(explanation.next),
        ]
        if let attention = explanation.attention {
            let weights = attention.weights.map { layer in
                JSONValue.array(layer.map { .array($0.map { .number(Double($0)) }) })
            }
            document["attention"] = ["position": .integer(attention.position), "weights": .array(weights)]
        }
        document["costs"] = costs
        document["speed"] = subject.figures.speed.map(speed)
        return .object(document)
    }

    private func token(_ token: ExplainedToken) -> JSONValue {
        [
            "position": .integer(token.position), "id": .integer(Int(token.token)),
            "text": .string(String(decoding: token.bytes, as: UTF8.self)),
            "bytes": .array(token.bytes.map { .integer(Int($0)) }),
            "logprob": number(token.logProbability.map(Double.init)), "bits": number(token.bits),
            "rank": token.rank.map { .integer($0 + 1) } ?? .null,
            "prediction": token.prediction.map(trace) ?? .null,
        ]
    }

    /// JSON has no infinity: the surprise of what has no probability is null.
    private func number(_ value: Double?) -> JSONValue {
        value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }

    private func trace(_ trace: SamplingTrace) -> JSONValue {
        [
            "steps": .array(
                trace.steps.map { ["step": .string($0.stage.rawValue), "tokens_left": .integer($0.keptCount)] }),
            "candidates": .array(
                trace.candidates.map { candidate in
                    [
                        "id": .integer(Int(candidate.token)),
                        "text": .string(String(decoding: subject.tokenizer.bytes(of: candidate.token), as: UTF8.self)),
                        "model_probability": .number(candidate.modelProbability),
                        "probabilities": .array(candidate.probabilities.map { .number($0) }),
                        "probability": .number(candidate.probability),
                        "removed_by": candidate.removedBy.map { .string($0.rawValue) } ?? .null,
                    ]
                }),
            "drawn": .integer(Int(trace.drawn)), "draw": trace.draw.map { .number($0) } ?? .null,
        ]
    }

    private var costs: JSONValue {
        let figures = subject.figures
        let cache = figures.cacheBytes.map { format, bytes in
            JSONObject.Member(
                key: format.rawValue,
                value: ["per_token": .integer(bytes), "full_context": .integer(bytes * figures.contextSize)])
        }
        return [
            "parameters": .integer(figures.parameterCount), "file_bytes": .integer(figures.fileBytes),
            "step_bytes": .integer(figures.stepBytes), "context": .integer(figures.contextSize),
            "cache_format": .string(figures.cacheFormat.rawValue),
            "cache_bytes": .object(JSONObject(members: cache)),
            "operations": [
                "products": .number(figures.productOperations), "output": .number(figures.headOperations),
                "attention_per_position": .number(figures.attentionOperations),
                "first_token": .number(figures.operations(at: 0)),
                "last_token": .number(figures.operations(at: figures.contextSize - 1)),
            ],
        ]
    }

    private func speed(_ speed: ModelSpeed) -> JSONValue {
        func work(_ work: ModelSpeed.Work) -> JSONValue {
            [
                "tokens": .integer(work.tokens), "operations_per_token": .number(work.operations),
                "bytes_per_token": .number(work.bytes), "measured_tokens_per_second": .number(work.measured),
                "predicted_tokens_per_second": .number(work.predicted),
                "bound_by": .string(work.isBoundByMemory ? "memory" : "processor"),
            ]
        }
        return [
            "bytes_per_second": .number(speed.bandwidth), "operations_per_second": .number(speed.peak),
            "operations_are": .string(speed.peakName), "prefill": work(speed.prefill), "decode": work(speed.decode),
        ]
    }
}
