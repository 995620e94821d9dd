import Corpus
import Foundation
import Foundations

/// Shows pair after pair and writes down what is said of each, before the next is made.
final class CompareRun {
    private let file: JudgementFile
    private let writer: AnswerWriter
    private let display: CompareDisplay
    private let input: CompareInput
    private(set) var session: CompareSession
    private var pairs: [Digest128: AnswerPair] = [:]
    private(set) var isInterrupted = false
    private(set) var added = 0

    init(
        session: CompareSession, file: JudgementFile, writer: AnswerWriter, display: CompareDisplay, input: CompareInput
    ) {
        self.session = session
        self.file = file
        self.writer = writer
        self.display = display
        self.input = input
    }

    /// Goes on until all prompts are judged, or somebody has had enough.
    func run() async throws {
        while true {
            guard let (prompt, fingerprint, number) = session.next else {
                guard display.style == .terminal, added > 0, try await takesBack() else { return }
                continue
            }
            guard let pair = try await pair(for: prompt, fingerprint, number) else {
                isInterrupted = true
                return
            }
            if let reason = pair.reason {
                try judge(pair, fingerprint, .skip, reason: reason)
                display.note("\(prompt.origin): skipped: \(reason)")
                continue
            }
            display.show(pair, number: number, of: session.prompts.count)
            guard try await hear(pair, fingerprint, number) else { return }
        }
    }

    /// Carries out what is wished; false where that is to end.
    private func hear(_ pair: AnswerPair, _ fingerprint: Digest128, _ number: Int) async throws -> Bool {
        while true {
            display.ask(CompareDisplay.keys)
            let wish = await wish()
            switch wish {
            case .choice(let choice):
                try judge(pair, fingerprint, pair.verdict(choice))
                display.echo(wish)
                return true
            case .undo:
                display.echo(wish)
                if try undo() { return true }
            case .redraw: display.show(pair, number: number, of: session.prompts.count)
            case .mistake(let text): throw CommandFailure(text)
            case .quit, .end, .interrupted: return ended(by: wish)
            }
        }
    }

    /// Whether the last judgement of all is taken back.
    private func takesBack() async throws -> Bool {
        while true {
            display.ask("All prompts are judged.   U undo   Q quit")
            let wish = await wish()
            switch wish {
            case .undo:
                display.echo(wish)
                if try undo() { return true }
            case .quit, .end, .interrupted: return ended(by: wish)
            default: continue
            }
        }
    }

    private func ended(by wish: CompareWish) -> Bool {
        isInterrupted = wish == .interrupted
        display.echo(wish)
        return false
    }

    private func wish() async -> CompareWish { await InputWait.blocking { [input] in input.next() } }

    /// Writes a judgement down.
    private func judge(
        _ pair: AnswerPair, _ fingerprint: Digest128, _ verdict: Verdict, reason: String? = nil
    ) throws {
        try file.append(
            Judgement(
                prompt: pair.prompt, answers: pair.answers, verdict: verdict, isSwapped: pair.isSwapped,
                reason: reason, time: Date.now.formatted(.iso8601)))
        session.close(fingerprint)
        added += 1
    }

    /// Takes back the last judgement that a person made, and the pairs behind it that nobody was asked about; whether
    /// there was one.
    private func undo() throws -> Bool {
        guard let last = file.records.last(where: \.isByPerson), session.knows(last), last.verdict != nil else {
            display.note(
                !file.records.contains(where: \.isByPerson)
                    ? "There is nothing to take back." : "The last judgement is of another list of prompts, and stays.")
            return false
        }
        while let record = try file.removeLast() {
            if let prompt = record.prompt { session.reopen(prompt) }
            added -= 1
            if record.isByPerson { break }
        }
        return true
    }

    /// The answers to a prompt; they are made once.
    private func pair(for prompt: Prompt, _ fingerprint: Digest128, _ number: Int) async throws -> AnswerPair? {
        if let known = pairs[fingerprint] { return known }
        let status = StatusLine()
        status.show("two answers are being written (\(number) of \(session.prompts.count))")
        defer { status.clear() }
        let pair = try await writer.pair(for: prompt, fingerprint: fingerprint)
        pairs[fingerprint] = pair
        return pair
    }
}
