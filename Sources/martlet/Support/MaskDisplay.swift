import Foundation
import Tokenization
import Training

/// Shows which tokens of a transcript carry loss.
struct MaskDisplay {
    let encoder: ChatEncoder
    /// Whether trained text is coloured; else it stands in brackets.
    var isColoured = isatty(STDOUT_FILENO) == 1

    /// Prints transcripts, one after another.
    func show(_ examples: some Sequence<FineTuneExample>) {
        for (index, example) in examples.enumerated() {
            let trained = example.isTrained.count { $0 }
            print("transcript \(index + 1): \(trained) of \(example.tokens.count) tokens carry loss")
            print(marked(example))
            print()
        }
    }

    /// The text of a transcript with its trained parts set off.
    func marked(_ example: FineTuneExample) -> String {
        var text = ""
        var start = 0
        while start < example.tokens.count {
            let isTrained = example.isTrained[start]
            let end = example.isTrained[start...].firstIndex(of: !isTrained) ?? example.tokens.count
            let part = encoder.tokenizer.decodeString(example.tokens[start..<end])
            text += isTrained ? (isColoured ? "\u{1B}[30;48;5;194m\(part)\u{1B}[0m" : "[[\(part)]]") : part
            start = end
        }
        return text
    }
}
