import Corpus
import Foundation
import Tokenization

/// Shows prompts with their answers, and what was collected.
struct CompareDisplay {
    enum Style {
        /// For a person: columns as wide as the terminal allows.
        case terminal
        /// For a pipe: the answers one below the other.
        case plain
        /// Standard output is for the summary alone.
        case json
    }

    let style: Style

    /// Below this width, the answers stand one below the other.
    private static let narrow = 72

    /// The keys.
    static let keys = "A or B is better   T tie   S skip   U undo   Q quit"

    /// Shows a prompt and its answers.
    func show(_ pair: AnswerPair, number: Int, of count: Int) {
        let width = style == .terminal ? Terminal.width : 80
        var lines = [rule("\(number) of \(count)", width)]
        for message in pair.prompt.chat.messages {
            lines += ColumnText.wrapped(visible("\(message.role.rawValue): \(message.content)"), to: width - 1)
        }
        let texts = pair.shown.map { visible($0.text) + ($0.isCut ? " [cut]" : "") }
        if style == .terminal, width >= Self.narrow {
            let half = (width - 4) / 2
            let columns = zip(["A", "B"], texts).map { name, text in
                [rule(name, half)] + ColumnText.wrapped(text, to: half)
            }
            lines += ColumnText.beside(columns[0], columns[1], width: half)
        } else {
            for (name, text) in zip(["A", "B"], texts) {
                lines += [rule(name, width)]
                lines += style == .terminal ? ColumnText.wrapped(text, to: width - 1) : [text]
            }
        }
        write(lines.map { $0 + "\n" }.joined())
    }

    /// Asks for a key.
    func ask(_ text: String) { if style == .terminal { write("\(text)\n> ") } }

    /// Shows which key was pressed.
    func echo(_ wish: CompareWish) {
        guard style == .terminal else { return }
        switch wish {
        case .choice(.a): write("A\n")
        case .choice(.b): write("B\n")
        case .choice(.tie): write("tie\n")
        case .choice(.skip): write("skipped\n")
        case .undo: write("the last one is taken back\n")
        case .interrupted: write("^C\n")
        default: write("\n")
        }
    }

    /// Says what a key did.
    func note(_ text: String) { style == .json ? StatusLine.note(text) : write(text + "\n") }

    /// A text for whoever reads it: a terminal must not obey what a model says.
    private func visible(_ text: String) -> String { style == .plain ? text : text.harmless }

    private func rule(_ name: String, _ width: Int) -> String {
        "── \(name) " + String(repeating: "─", count: max(0, min(width, 100) - name.columns - 4))
    }

    private func write(_ text: String) {
        switch style {
        case .terminal: Terminal.write(text)
        case .plain:
            print(text, terminator: "")
            fflush(nil)
        case .json: StatusLine.note(String(text.dropLast()))
        }
    }
}
