import Foundation
import Foundations
import Tokenization
import Training

/// Shows how much each token of a transcript counts in the loss.
struct MaskDisplay {
    let encoder: ChatEncoder
    /// Whether trained text is coloured; else it stands in brackets.
    var isColoured = isatty(STDOUT_FILENO) == 1

    /// Prints transcripts, one after another: for people, or each as a line of JSON.
    func show(_ examples: some Sequence<FineTuneExample>, json: Bool) {
        for (index, example) in examples.enumerated() {
            if json {
                print(document(example).serialized())
                continue
            }
            let trained = example.isTrained.count { $0 }
            print(
                "transcript \(index + 1): \(trained) of \(example.tokens.count) tokens carry loss\(fractions(example))")
            print(marked(example))
            print()
        }
    }

    /// The text of a transcript with its trained parts set off: those that count in full on green or in `[[…]]`, those
    /// that count less on yellow or in `[[0.5: …]]`.
    func marked(_ example: FineTuneExample) -> String {
        var text = ""
        for (range, weight) in parts(of: example) {
            let part = encoder.tokenizer.decodeString(example.tokens[range])
            switch weight {
            case 0: text += part
            case 1: text += isColoured ? "\u{1B}[30;48;5;194m\(part)\u{1B}[0m" : "[[\(part)]]"
            default: text += isColoured ? "\u{1B}[30;48;5;229m\(part)\u{1B}[0m" : "[[\(Self.figure(weight)): \(part)]]"
            }
        }
        return text
    }

    /// The tokens with their weights, and their text in parts of one weight.
    private func document(_ example: FineTuneExample) -> JSONValue {
        let parts: [JSONValue] = parts(of: example).map { range, weight in
            [
                "text": .string(encoder.tokenizer.decodeString(example.tokens[range])),
                "tokens": .array(example.tokens[range].map { .integer(Int($0)) }), "weight": Self.number(weight),
            ]
        }
        return [
            "tokens": .integer(example.tokens.count), "trained": .integer(example.isTrained.count { $0 }),
            "parts": .array(parts),
        ]
    }

    /// The tokens, cut where the weight changes.
    private func parts(of example: FineTuneExample) -> [(range: Range<Int>, weight: Float)] {
        var parts: [(range: Range<Int>, weight: Float)] = []
        for index in example.tokens.indices {
            let weight = example.weight(of: index)
            if let last = parts.last, last.weight == weight {
                parts[parts.count - 1].range = last.range.lowerBound..<index + 1
            } else {
                parts.append((index..<index + 1, weight))
            }
        }
        return parts
    }

    private func fractions(_ example: FineTuneExample) -> String {
        let sum = example.tokens.indices.reduce(0) { $0 + Double(example.weight(of: $1)) }
        return example.weights == nil ? "" : String(format: ", and count as %.1f", sum)
    }

    private static func number(_ weight: Float) -> JSONValue { .number(Double("\(weight)") ?? Double(weight)) }

    private static func figure(_ weight: Float) -> String { number(weight).serialized() }
}
