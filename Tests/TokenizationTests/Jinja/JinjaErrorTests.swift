import Foundation
import Foundations
import Testing
import Tokenization

@Suite("Templates: errors")
struct JinjaErrorTests {
    /// A faulty template, and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        let line: Int
        let column: Int
        let code: JinjaError.Code
        let words: String

        init(_ source: String, _ line: Int, _ column: Int, _ code: JinjaError.Code, _ words: String) {
            self.source = source
            self.line = line
            self.column = column
            self.code = code
            self.words = words
        }

        var testDescription: String { source.debugDescription }
    }

    static let cases = [
        Case("{{ a", 1, 1, .syntax, "no end '}}'"),
        Case("x\n{% if a %}\ny", 2, 4, .syntax, "expected 'elif' or 'else' or 'endif'"),
        Case("é{# c", 1, 2, .syntax, "no end '#}'"),
        Case("{% raw %} x", 1, 1, .syntax, "endraw"),
        Case("{{ 'abc }}", 1, 4, .syntax, "string that begins here has no end"),
        Case("{{ a b }}", 1, 6, .syntax, "expected '}}', found 'b'"),
        Case("a\r\n{{ § }}", 2, 4, .syntax, "'§' does not belong"),
        Case("{{ (a] }}", 1, 6, .syntax, "expected ')', found ']'"),
        Case("{{ a) }}", 1, 5, .syntax, "never opened"),
        Case("\n\n  {% endfor %}", 3, 6, .syntax, "'endfor' is no tag"),
        Case("{% if a %}{% endfor %}", 1, 14, .syntax, "expected 'elif' or 'else' or 'endif'"),
        Case("{% break %}", 1, 4, .syntax, "outside of a loop"),
        Case("{% for i in a %}{% generation %}{% break %}{% endgeneration %}{% endfor %}", 1, 36, .syntax, "outside"),
        Case("{% include 'x' %}", 1, 4, .unsupported, "the tag 'include'"),
        Case("{{ 99999999999999999999 }}", 1, 4, .syntax, "64 bits"),
        Case("{{ a.b }}", 1, 6, .undefined, "'a' is undefined"),
        Case("{{ m.x.y }}", 1, 8, .undefined, "'dict object' has no attribute 'x'"),
        Case("x\n {{ 1 + m }}", 2, 7, .value, "unsupported operand"),
        Case("{{ m|nofilter }}", 1, 6, .unsupported, "the filter 'nofilter'"),
        Case("{{ m is notest }}", 1, 9, .unsupported, "the test 'notest'"),
        Case("{{ raise_exception('no: ' ~ 1) }}", 1, 19, .raised, "no: 1"),
        Case("{{ strftime_now('%Y') }}", 1, 16, .value, "names the date, and was given none"),
        Case("{{ 1 // 0 }}", 1, 6, .value, "division by zero"),
        Case("{{ 9223372036854775807 + 1 }}", 1, 24, .limit, "64 bits"),
        Case("{{ 'a' * 99999999999 }}", 1, 8, .limit, "64 MiB"),
        Case("{{ range(1000000) }}", 1, 9, .limit, "100000"),
        Case("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, 19, .limit, "too deep"),
        Case("{% set m.x = 1 %}", 1, 4, .value, "non-namespace"),
        Case("{{ m.update({}) }}", 1, 12, .undefined, "may not do"),
    ]

    @Test("Errors name the line and the column of the template", arguments: cases)
    func places(_ example: Case) throws {
        let error = #expect(throws: JinjaError.self) {
            _ = try JinjaTemplate(source: example.source, name: "t.jinja").render(["m": ["k": 1]])
        }
        let found = try #require(error)
        #expect(found.code == example.code, "\(found)")
        #expect((found.line, found.column) == (example.line, example.column), "\(found)")
        #expect(found.description.contains(example.words), "\(found)")
        #expect(found.description.hasPrefix("t.jinja:\(example.line):\(example.column): "))
    }

    @Test("A template that works without end is stopped")
    func steps() throws {
        let source = "{% for a in range(99999) %}{% for b in range(99999) %}{% set c = 1 %}{% endfor %}{% endfor %}"
        let template = try JinjaTemplate(source: source, name: "t")
        let error = #expect(throws: JinjaError.self) { _ = try template.render([:], maximumSteps: 1000) }
        #expect(error?.code == .limit)
    }

    @Test("What is nested deeper than any template is refused, not crashed on")
    func depth() {
        let deep = [
            "{{ " + String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000) + " }}",
            "{{ " + String(repeating: "-", count: 100_000) + "1 }}",
            "{{ " + String(repeating: "not ", count: 100_000) + "1 }}",
            "{{ 1" + String(repeating: " + 1", count: 100_000) + " }}",
            "{{ a" + String(repeating: ".b", count: 100_000) + " }}",
            "{{ a" + String(repeating: "|trim", count: 100_000) + " }}",
            "{{ " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + " }}",
            "{{ a" + String(repeating: " if a else a", count: 100_000) + " }}",
            "{{ a is " + String(repeating: "eq ", count: 100_000) + " }}",
            "{% set " + String(repeating: "(", count: 100_000) + "a" + String(repeating: ")", count: 100_000) + " %}",
            String(repeating: "{% if a %}", count: 100_000),
            "{{ a" + String(repeating: "(a", count: 100_000) + String(repeating: ")", count: 100_000) + " }}",
        ]
        for source in deep {
            #expect(throws: JinjaError.self, "\(source.prefix(20))") {
                _ = try JinjaTemplate(source: source, name: "deep").render(["a": ["b": 1]])
            }
        }
    }

    @Test("Values that hold themselves, or too much or too deep, are refused, not crashed on")
    func largeValues() throws {
        let doubling = "{% set x = [x, x] %}", nesting = "{% set x = [x] %}"
        let examples = [
            "{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }}",
            "{% set x = [1] %}" + String(repeating: doubling, count: 40) + "{{ x }}",
            "{% set x = [1] %}" + String(repeating: doubling, count: 18) + "{{ [x, x, x, x] * 100 }}",
            "{% set x = [1] %}" + String(repeating: doubling, count: 18) + "{{ ([x, x, x, x] * 100) | tojson }}",
            "{% set x = 1 %}" + String(repeating: nesting, count: 100_000),
            "{% set ns = namespace(x=1) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}",
            "{% set ns = namespace(x=1) %}{% for i in range(100000) %}{% set ns.x = namespace(x=ns.x) %}{% endfor %}",
        ]
        for source in examples {
            let template = try JinjaTemplate(source: source, name: "t")
            let error = #expect(throws: JinjaError.self, "\(source.prefix(80))") { _ = try template.render([:]) }
            #expect(error?.code == .limit, "\(source.prefix(80))")
        }
    }

    @Test("Nothing of a rendering lives on, though macros and namespaces hold one another")
    func freed() throws {
        func residentBytes() throws -> Int {
            let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
            return try #require(Int(fields[1])) * 4096
        }
        let source =
            "{% macro f(a) %}{{ a }}{{ caller() if caller }}{% endmacro %}{{ f(1) }}{% call f(1) %}x{% endcall %}"
            + "{% set ns = namespace(m=f, t=text) %}{% set ns.a = ns %}"
            + "{% for a in [[1]] recursive %}{{ loop(a) if a is iterable }}{% endfor %}"
        let template = try JinjaTemplate(source: source, name: "t")
        let text = String(repeating: "a", count: 4 << 20)
        let before = try residentBytes()
        for _ in 0..<200 { #expect(try template.render(["text": .string(text)]).text.hasPrefix("1")) }
        // Each would leave its text behind: 800 MiB.
        #expect(try residentBytes() - before < 400 << 20)
    }
}
