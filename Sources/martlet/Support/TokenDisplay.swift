import Foundation
import Tokenization

/// Shows tokens to people.
enum TokenDisplay {
    /// The bytes in quotation marks, with control characters escaped and incomplete characters as <0xNN>.
    static func quoted(_ bytes: [UInt8]) -> String { "\"\(visible(bytes, keepingLineEnds: false))\"" }

    /// A quotient with two digits; a dash where there is none.
    static func ratio(_ first: Int, _ second: Int) -> String {
        second == 0 ? "-" : String(format: "%.2f", Double(first) / Double(second))
    }

    /// The text of `tokens` with each token set off: by colours on a terminal, by bars elsewhere.
    static func marked(_ tokens: some Sequence<Int32>, of tokenizer: Tokenizer) -> String {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        // Dark text on five pastel grounds: neighbours always differ.
        let grounds = [189, 194, 224, 230, 195]
        var parts: [String] = []
        for (index, token) in tokens.enumerated() {
            let text = visible(tokenizer.bytes(of: token), keepingLineEnds: true)
            if isTerminal {
                // A ground that runs over a line end would fill the rest of the line.
                let colour = "\u{1B}[38;5;16;48;5;\(grounds[index % grounds.count])m"
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                parts.append(lines.map { $0.isEmpty ? "" : "\(colour)\($0)\u{1B}[0m" }.joined(separator: "\n"))
            } else {
                parts.append(text)
            }
        }
        return parts.joined(separator: isTerminal ? "" : "|")
    }

    private static func visible(_ bytes: [UInt8], keepingLineEnds: Bool) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return bytes.map { $0 >= 0x20 && $0 < 0x7F ? String(Unicode.Scalar($0)) : String(format: "<0x%02X>", $0) }
                .joined()
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result.append(contentsOf: (keepingLineEnds ? "\\n\n" : "\\n").unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            default:
                if scalar.properties.generalCategory == .control {
                    result.append(contentsOf: String(format: "<0x%02X>", scalar.value).unicodeScalars)
                } else {
                    result.append(scalar)
                }
            }
        }
        return String(result)
    }
}
