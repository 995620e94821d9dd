import Foundation
import Foundations
import Generation
import Tokenization

/// Prints a generation: as text while it is produced, as a table of candidates, or as JSON.
struct GenerationOutput {
    enum Style {
        case text, candidates, json
    }

    let tokenizer: Tokenizer
    let prompt: String
    let style: Style

    /// Prints what comes before the first token.
    func begin() {
        switch style {
        case .text: Self.write(prompt)
        case .candidates:
            print(
                "position  token              candidates: the model's percentage -> that of the draw")
        case .json: break
        }
    }

    /// Prints one token.
    func show(_ token: GeneratedToken) {
        switch style {
        case .text: Self.write(token.text)
        case .candidates: print(candidateLine(token))
        case .json: break
        }
    }

    /// Prints what comes after the last token.
    func finish(_ result: GenerationResult, of request: GenerationRequest, _ tokens: [GeneratedToken]) {
        end(result)
        if style == .json { print(document(result, request, tokens).serialized()) }
        if style != .json { StatusLine.note("[\(Self.summary(result))]") }
    }

    /// Ends the text.
    func end(_ result: GenerationResult) {
        switch style {
        case .text: Self.write("\n")
        case .candidates: print("\n\(prompt)\(result.text)")
        case .json: break
        }
    }

    private static func write(_ text: String) {
        print(text, terminator: "")
        fflush(nil)
    }

    /// Why a text ended, and how fast it was.
    static func summary(_ result: GenerationResult) -> String {
        func rate(_ tokensPerSecond: Double?) -> String {
            tokensPerSecond.map { String(format: " (%.0f tokens/s)", $0) } ?? ""
        }
        let reused = result.reusedTokenCount > 0 ? ", \(result.reusedTokenCount) of them in the cache" : ""
        return "ended by \(result.stopReason); prompt \(result.promptTokenCount) tokens\(reused)"
            + "\(rate(result.prefillTokensPerSecond)), text \(result.tokens.count) tokens"
            + "\(rate(result.decodeTokensPerSecond))"
    }

    private func candidateLine(_ token: GeneratedToken) -> String {
        let entries = (token.candidates?.entries ?? []).map { entry in
            String(
                format: "%@ %.1f -> %.1f", quoted(entry.token), 100 * entry.modelProbability, 100 * entry.probability)
        }
        return "\(token.position)".leftPadded(to: 8) + "  "
            + quoted(token.token).padding(toLength: max(17, quoted(token.token).count), withPad: " ", startingAt: 0)
            + "  " + entries.joined(separator: "   ")
    }

    private func quoted(_ token: Int32) -> String { TokenDisplay.quoted(tokenizer.bytes(of: token)) }

    /// A generation as JSON.
    func document(
        _ result: GenerationResult, _ request: GenerationRequest, _ tokens: [GeneratedToken]
    ) -> JSONValue {
        var document: JSONObject = [
            "prompt": .string(prompt),
            "text": .string(result.text),
            "stop_reason": .string(result.stopReason.name),
            "stop_detail": .string("\(result.stopReason)"),
            "prompt_tokens": .array(request.prompt.map { .integer(Int($0)) }),
            "reused_prompt_tokens": .integer(result.reusedTokenCount),
            "tokens": .array(result.tokens.map { .integer(Int($0)) }),
            "sampling": request.sampling.document,
            "prefill_seconds": .number(result.prefillDuration / .seconds(1)),
            "decode_seconds": .number(result.decodeDuration / .seconds(1)),
            "prefill_tokens_per_second": result.prefillTokensPerSecond.map { .number($0) } ?? .null,
            "decode_tokens_per_second": result.decodeTokensPerSecond.map { .number($0) } ?? .null,
        ]
        if request.candidateCount > 0 {
            document["candidates"] = .array(tokens.map { .array(($0.candidates?.entries ?? []).map(entry)) })
        }
        if request.logProbabilityCount != nil {
            document["logprobs"] = .array(tokens.map(logProbabilities))
        }
        return .object(document)
    }

    private func logProbabilities(of token: GeneratedToken) -> JSONValue {
        guard let shown = token.logProbabilities else { return .null }
        let top = shown.top.map { logProbability($0.logProbability, of: $0.token) }
        guard case .object(var document) = logProbability(shown.logProbability, of: token.token) else { return .null }
        document["top"] = .array(top)
        return .object(document)
    }

    private func logProbability(_ value: Float, of token: Int32) -> JSONValue {
        [
            "token": .integer(Int(token)),
            "text": .string(String(decoding: tokenizer.bytes(of: token), as: UTF8.self)),
            // JSON has no minus infinity.
            "logprob": value.isFinite ? .number(Double(value)) : .null,
        ]
    }

    private func entry(_ entry: CandidateDistribution.Entry) -> JSONValue {
        let bytes = tokenizer.bytes(of: entry.token)
        return [
            "token": .integer(Int(entry.token)), "text": .string(String(decoding: bytes, as: UTF8.self)),
            "model_probability": .number(entry.modelProbability), "probability": .number(entry.probability),
        ]
    }
}
