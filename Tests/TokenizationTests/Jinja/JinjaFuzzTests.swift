import Foundations
import Testing
import Tokenization

@Suite("Templates: anything may be one")
struct JinjaFuzzTests {
    private static let variables: JSONObject = [
        "messages": [["role": "user", "content": "Hi"], ["role": "assistant", "content": "Ho"]],
        "s": "text", "l": [1, 2, 3], "d": ["k": "v"],
    ]

    private func check(_ source: String) {
        do {
            let template = try JinjaTemplate(source: source, name: "fuzz")
            let rendering = try template.render(Self.variables)
            let count = rendering.text.utf8.count
            let ranges = rendering.literalRanges + rendering.generatedRanges
            #expect(ranges.allSatisfy { !$0.isEmpty && $0.upperBound <= count })
        } catch {
            #expect(error.line >= 1 && error.column >= 1)
        }
    }

    @Test("Random bytes and random pieces of templates are rendered or refused")
    func pieces() {
        let pieces = [
            "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "+%}", " ", "\n", "if", "else", "elif",
            "endif",
            "for", "in", "endfor", "recursive", "set", "endset", "macro", "endmacro", "call", "endcall", "filter",
            "endfilter", "with", "endwith", "raw", "endraw", "generation", "endgeneration", "break", "continue",
            "print",
            "s", "l", "d", "x", "loop", "caller", "messages", "namespace", "range", "(", ")", "[", "]", "{", "}", ",",
            ":",
            ".", "|", "~", "+", "-", "*", "/", "//", "%", "**", "=", "==", "<", "is", "not", "and", "or", "none",
            "true",
            "'a'", "\"b\"", "'\\x41'", "'\\u", "1", "0", "2.5", "1e3", "0x1f", "99999999999999999999", "upper", "join",
            "tojson", "map", "slice", "batch", "round", "int", "items", "defined", "string", "é", "\u{A0}", "\u{0}",
        ]
        var generator = SplitMix64(seed: 11)
        var text = RandomText(seed: 12)
        for round in 0..<4000 {
            var source = ""
            for _ in 0...generator.next(below: 24) {
                source += pieces[generator.next(below: pieces.count)] + (generator.next(below: 2) == 0 ? " " : "")
            }
            check(source)
            check("{{ " + source + " }}")
            if round % 4 == 0 { check(text.text(parts: 4) + source) }
        }
    }

    @Test("The built-in template with bytes changed, cut or doubled is rendered or refused")
    func mutations() {
        let original = Array(ChatTemplate.standard.source.utf8)
        var generator = SplitMix64(seed: 13)
        for _ in 0..<1500 {
            var bytes = original
            for _ in 0...generator.next(below: 4) {
                let place = generator.next(below: bytes.count)
                let length = min(generator.next(below: 12), bytes.count - place)
                switch generator.next(below: 4) {
                case 0: bytes[place] = UInt8(0x20 + generator.next(below: 0x5F))
                case 1: bytes.removeSubrange(place..<place + min(length, bytes.count - 1))
                case 2: bytes.insert(contentsOf: bytes[place..<place + length], at: generator.next(below: bytes.count))
                default: bytes.swapAt(place, generator.next(below: bytes.count))
                }
            }
            check(String(decoding: bytes, as: UTF8.self))
        }
    }
}
