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
        // It may have come between the last answer and now, when it was no key yet.
        if ReplyInterrupt.isNoted { return .interrupted }
        while let key = Key.read(from: input) {
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
