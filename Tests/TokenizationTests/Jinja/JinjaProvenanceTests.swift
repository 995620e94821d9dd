import Foundations
import Testing
import Tokenization

@Suite("Templates: where text comes from")
struct JinjaProvenanceTests {
    /// The rendering with the template's own words in brackets.
    private func marked(_ source: String, _ variables: JSONObject = [:], trusted: JSONObject = [:]) throws -> String {
        let rendering = try JinjaTemplate(source: source, name: "t").render(variables, trusted: trusted)
        let bytes = Array(rendering.text.utf8)
        var result = ""
        var start = 0
        for range in rendering.literalRanges {
            result += String(decoding: bytes[start..<range.lowerBound], as: UTF8.self)
            result += "[" + String(decoding: bytes[range], as: UTF8.self) + "]"
            start = range.upperBound
        }
        return result + String(decoding: bytes[start...], as: UTF8.self)
    }

    static let cases: [(String, String)] = [
        ("a{{ x }}b", "[a]XyX[b]"),
        ("{{ 'a' + x + 'b' }}", "[a]XyX[b]"),
        ("{{ 'a' ~ x ~ 'b' }}", "[a]XyX[b]"),
        ("{{ ('  a' + x + 'b ') | trim }}", "[a]XyX[b]"),
        ("{{ ('a' + x).strip('a') }}", "XyX"),
        ("{{ [x, 'a', x] | join('-') }}", "XyX[-a-]XyX"),
        ("{{ '-'.join([x, 'a']) }}", "XyX[-a]"),
        ("{{ x.replace('y', '+') }}", "X[+]X"),
        ("{{ ('<' + x + '>')[:-1] }}", "[<]XyX"),
        ("{{ ('<' + x)[::-1] }}", "XyX[<]"),
        ("{{ ('a|' + x).split('|')[1] }}", "XyX"),
        ("{{ '%s!' % x }}", "XyX[!]"),
        ("{{ '{}!'.format(x) }}", "XyX[!]"),
        ("{{ 'ab' | upper }}{{ ('a' + x) | upper }}", "[AB]AXYX"),
        ("{{ {'k': x} | tojson }}", "{\"k\": \"XyX\"}"),
        ("{{ 'a' | tojson }}", "\"a\""),
        ("{% set t = '<' + x %}{{ t }}{{ t }}", "[<]XyX[<]XyX"),
        ("{% set t %}<{{ x }}>{% endset %}{{ t }}", "[<]XyX[>]"),
        ("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(x) }}{{ m('a') | trim }}", "[<]XyX[><a>]"),
        ("{% set n = namespace(t='<') %}{% set n.t = n.t + x %}{{ n.t }}", "[<]XyX"),
        ("{% for c in '<' + x %}{{ c }}{% endfor %}", "[<]XyX"),
        ("{% filter trim %} <{{ x }} {% endfilter %}", "[<]XyX"),
        ("{{ x if true else 'a' }}{{ 'a' if true else x }}", "XyX[a]"),
        ("{{ x | default('a') }}{{ z | default('a') }}", "XyX[a]"),
        ("{{ d.k }}{{ d['k'] }}{{ d | items | first | first }}", "vvk"),
        ("{{ x * 2 }}{{ '-' * 3 }}", "XyXXyX[---]"),
        ("{{ bos }}{{ bos + x }}", "[<s><s>]XyX"),
        ("{{ 1 }}{{ true }}{{ [x, 'a'] }}", "1True['XyX', 'a']"),
    ]

    @Test("The template's own words are told from the values that it was given", arguments: cases)
    func operations(_ source: String, _ expected: String) throws {
        #expect(try marked(source, ["x": "XyX", "d": ["k": "v"]], trusted: ["bos": "<s>"]) == expected)
    }

    @Test("No operation makes a value the template's own word")
    func neverTrusted() throws {
        // Values are made of letters that the templates never write.
        let operations = [
            "x", "'lit' + x", "x ~ 'lit'", "x | trim", "x | upper", "x | replace('X', 'lit')",
            "x.replace('lit', 'lot')",
            "[x, 'lit', x] | join(x)", "x[1:]", "x[::-1]", "x | tojson", "x | reverse", "x | list | join('lit')",
            "x | string",
            "('lit' + x).split('t')[-1]", "'%s' % x", "x | indent", "x | title", "x.center(30, 'l')", "x | truncate(5)",
            "x | first", "(x ~ 'lit') | last", "{'lit': x}", "x | escape", "x.partition('l') | join",
            "'lit'.join([x, x])",
            "x.removeprefix('X')", "x.splitlines() | join('lit')", "m(x)", "x | batch(2) | list", "x | wordcount",
        ]
        var generator = SplitMix64(seed: 5)
        for _ in 0..<400 {
            var source = "{% macro m(a) %}lit{{ a }}{% endmacro %}"
            for _ in 0...generator.next(below: 4) {
                let pick = operations[generator.next(below: operations.count)]
                let second = operations[generator.next(below: operations.count)]
                source += "{% set x = \(pick) %}lit{{ x }}{{ x is string and \(second) or '' }}"
            }
            guard
                let rendering = try? JinjaTemplate(source: source, name: "t").render(["x": "XÄ\nXZ"])
            else { continue }
            let bytes = Array(rendering.text.utf8)
            for range in rendering.literalRanges {
                let text = String(decoding: bytes[range], as: UTF8.self)
                #expect(!text.contains { "XxÄäZz".contains($0) }, "\(source) gives \(text)")
            }
        }
    }

    @Test("Generated parts keep their mark through macros, filters and further blocks")
    func generation() throws {
        let source = """
            {% macro turn(m) %}<{% generation %}{{ m }}!{% endgeneration %}>{% endmacro %}\
            {{ turn('a') }}{% set t %}{{ turn(x) }}{% endset %}{{ t | replace('<', '(') }}
            """
        let rendering = try JinjaTemplate(source: source, name: "t").render(["x": "ü"])
        #expect(rendering.text == "<a!>(ü!>")
        #expect(rendering.generatedRanges == [1..<3, 5..<8])
        #expect(rendering.literalRanges == [0..<5, 7..<9])
    }
}
