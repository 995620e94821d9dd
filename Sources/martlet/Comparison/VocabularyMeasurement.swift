import Foundation
import Foundations
import Tokenization

/// What a vocabulary makes of texts.
struct VocabularyMeasurement {
    /// Sums over texts.
    struct Sums {
        var bytes = 0
        var words = 0
        var tokens = 0

        static func += (left: inout Sums, right: Sums) {
            left.bytes += right.bytes
            left.words += right.words
            left.tokens += right.tokens
        }

        var bytesPerToken: Double? { tokens == 0 ? nil : Double(bytes) / Double(tokens) }
        var tokensPerWord: Double? { words == 0 ? nil : Double(tokens) / Double(words) }
    }

    let path: String
    let tokenizer: Tokenizer
    private(set) var total = Sums()
    private(set) var byKind: [TextKind: Sums] = [:]
    /// Megabytes (10^6 bytes) encoded in a second, on one thread; the best of three rounds.
    let speed: Double

    init(path: String, tokenizer: Tokenizer, texts: ComparedTexts) {
        self.path = path
        self.tokenizer = tokenizer
        var best = Duration.seconds(1_000_000)
        for round in 0..<3 {
            var counts: [Int] = []
            let elapsed = ContinuousClock().measure {
                counts = texts.texts.map { tokenizer.encode(bytes: $0.bytes).count }
            }
            best = min(best, elapsed)
            guard round == 0 else { continue }
            for (text, count) in zip(texts.texts, counts) {
                let words = text.bytes.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }.count
                let sums = Sums(bytes: text.bytes.count, words: words, tokens: count)
                total += sums
                byKind[text.kind, default: Sums()] += sums
            }
        }
        speed = Double(total.bytes) / 1e6 / max(best / .seconds(1), 1e-9)
    }
}
