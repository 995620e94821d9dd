/// What a person or a script says: keys of a terminal, or lines of standard input.
final class CompareInput {
    private let isInteractive: Bool
    private let input = InputBytes()
    private var line = 0

    init(isInteractive: Bool) {
        self.isInteractive = isInteractive
    }

    /// The next wish; waits for it.
    func next() -> CompareWish { isInteractive ? nextKey() : nextLine() }

    private func nextKey() -> CompareWish {
        guard Terminal.enter(.editing) else { return .end }
        defer { _ = Terminal.enter(.working) }
        while let key = nextPress() {
            switch key {
            case .interrupt: return .interrupted
            case .endOfInput: return .quit
            case .redraw: return .redraw
            case .scalar(let scalar):
                if let wish = CompareWish(String(scalar)) { return wish }
            default: continue
            }
        }
        return .end
    }

    /// The next key; Ctrl-C too where it came as a signal, between the last answer and now, when it was no key yet.
    private func nextPress() -> Key? {
        while !input.waits(milliseconds: 100) {
            if ReplyInterrupt.isNoted { return .interrupt }
        }
        return Key.read(from: input)
    }

    private func nextLine() -> CompareWish {
        while let bytes = input.line() {
            line += 1
            let word = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
            if word.isEmpty { continue }
            return CompareWish(word)
                ?? .mistake("line \(line) of standard input is '\(word.prefix(40))', not \(CompareWish.letters)")
        }
        return .end
    }
}
