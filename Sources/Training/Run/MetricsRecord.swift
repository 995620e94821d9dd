public import Foundations

/// One line of `metrics.jsonl`.
public enum MetricsRecord: Sendable, Hashable {
    case step(StepMetrics)
    case evaluation(EvaluationMetrics)
    case sample(SampleRecord)

    /// Steps done when it was recorded.
    public var step: Int {
        switch self {
        case .step(let metrics): metrics.step
        case .evaluation(let metrics): metrics.step
        case .sample(let sample): sample.step
        }
    }

    /// The record as a JSON object with a `kind`.
    public var json: JSONValue {
        switch self {
        case .step(let metrics):
            var object: JSONObject = [
                "kind": "step", "step": .integer(metrics.step), "loss": .number(metrics.loss),
                "learning_rate": .number(metrics.learningRate), "gradient_norm": .number(metrics.gradientNorm),
                "tokens": .integer(metrics.tokens), "seconds": .number(metrics.seconds),
                "tokens_per_second": .number(metrics.tokensPerSecond),
            ]
            object["utilization"] = metrics.utilization.map { .number($0) }
            object["figures"] = metrics.figures.json
            return .object(object)
        case .evaluation(let metrics):
            var object: JSONObject = [
                "kind": "evaluation", "step": .integer(metrics.step), "tokens": .integer(metrics.tokens),
                "seconds": .number(metrics.seconds),
            ]
            object["loss"] = metrics.loss.map { .number($0) }
            object["bits_per_byte"] = metrics.bitsPerByte.map { .number($0) }
            object["figures"] = metrics.figures.json
            return .object(object)
        case .sample(let sample):
            return [
                "kind": "sample", "step": .integer(sample.step), "prompt": .string(sample.prompt),
                "text": .string(sample.text),
            ]
        }
    }

    /// The record that a JSON object describes; nil where it describes none.
    public init?(_ json: JSONValue) {
        guard let step = json["step"]?.int else { return nil }
        switch json["kind"]?.string {
        case "step":
            guard let loss = json["loss"]?.double, let rate = json["learning_rate"]?.double,
                let norm = json["gradient_norm"]?.double, let tokens = json["tokens"]?.int,
                let seconds = json["seconds"]?.double, let speed = json["tokens_per_second"]?.double
            else { return nil }
            self = .step(
                StepMetrics(
                    step: step, loss: loss, learningRate: rate, gradientNorm: norm, tokens: tokens, seconds: seconds,
                    tokensPerSecond: speed, utilization: json["utilization"]?.double,
                    figures: [NamedFigure](json["figures"])))
        case "evaluation":
            guard let tokens = json["tokens"]?.int, let seconds = json["seconds"]?.double else { return nil }
            self = .evaluation(
                EvaluationMetrics(
                    step: step, loss: json["loss"]?.double, bitsPerByte: json["bits_per_byte"]?.double, tokens: tokens,
                    seconds: seconds, figures: [NamedFigure](json["figures"])))
        case "sample":
            guard let prompt = json["prompt"]?.string, let text = json["text"]?.string else { return nil }
            self = .sample(SampleRecord(step: step, prompt: prompt, text: text))
        default:
            return nil
        }
    }
}
