import Agents
import Foundations
import Testing

@Suite("Calculating")
struct ArithmeticTests {
    private func value(_ expression: String) async throws -> String {
        try await CalculateTool().run(["expression": .string(expression)]).text
    }

    @Test(
        "Expressions have their exact values",
        arguments: [
            ("1+2*3", "7"), ("(1 + 2) * 3", "9"), ("-5", "-5"), ("--5", "5"), ("2-3-4", "-5"), ("24/4/3", "2"),
            ("7/2", "3.5"), ("0.1+0.2", "0.3"), ("1.50 * 2", "3"), ("10/4", "2.5"), ("1/8", "0.125"), ("-7 % 3", "2"),
            ("7 % -3", "-2"), ("7.5 % 2", "1.5"), ("6 % 3", "0"), ("0 * -1", "0"), (".5 + .25", "0.75"),
            ("1/3", "0.333333333333…"), ("-2/3", "-0.666666666666…"), ("100/7", "14.285714285714…"),
            ("1/700", "0.00142857142857…"), ("99999999999999999999 + 1", "100000000000000000000"),
            (
                "123456789012345678901234567890 * 987654321098765432109876543210",
                "121932631137021795226185032733622923332237463801111263526900"
            ),
            ("007", "7"), ("1\n+\t2\r", "3"), ("3*(2)", "6"), ("1 - -1", "2"), ("2*-3", "-6"),
        ])
    func values(expression: String, value: String) async throws {
        #expect(try await self.value(expression) == value)
    }

    @Test(
        "What has no value is a named error",
        arguments: [
            ("", "expected a number, found the end"), ("1+", "expected a number, found the end"),
            ("1 2", "expected an operator, found '2' at character 3"),
            ("(1", "the parenthesis is never closed at character 1"),
            ("1)", "expected an operator, found ')' at character 2"),
            ("2**3", "'**' is not known: use '*' at character 2"),
            ("7//2", "'//' is not known: use '/' at character 2"), ("1/0", "division by zero at character 2"),
            ("5 % (2 - 2)", "division by zero at character 3"),
            ("1,000", "expected an operator, found ',' at character 2"),
            ("1_000", "expected an operator, found '_' at character 2"),
            ("5.", "expected a digit after the point, found the end"),
            ("1e5", "expected an operator, found 'e' at character 2"),
            ("0x10", "expected an operator, found 'x' at character 2"),
            ("price * 2", "expected a number, found 'p' at character 1"),
            ("1.2.3", "expected an operator, found '.' at character 4"),
            ("+5", "expected a number, found '+' at character 1"),
            ("2 × 3", "expected an operator, found '×' at character 3"),
            ("1 + \u{202E}2", "expected a number, found '\\u{202E}' at character 5"),
            ("nan", "expected a number, found 'n' at character 1"),
            ("()", "expected a number, found ')' at character 2"),
            ("__import__('os')", "expected a number, found '_' at character 1"),
        ])
    func errors(expression: String, reason: String) async throws {
        #expect(try await value(expression) == "error: " + reason)
    }

    @Test("Expressions that would take too long are refused")
    func excess() async throws {
        let deep = String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
        #expect(try await value(deep).contains("longer than"))
        let nested = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
        #expect(try await value(nested).contains("nested deeper than 200"))
        #expect(try await value(String(repeating: "-", count: 5_000) + "1").contains("nested deeper than 200"))
        #expect(try await value(String(repeating: "9", count: 15_000)).contains("too long"))
        let product = Array(repeating: "99999999999999999999", count: 900).joined(separator: "*")
        #expect(try await value(product).contains("grow too large"))
        let within = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
        #expect(try await value(within) == "1")
    }

    @Test("Random expressions agree with fractions of 128-bit numbers", arguments: 0..<10)
    func random(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        var compared = 0
        for _ in 0..<300 {
            let tree = ReferenceExpression.random(depth: 4, &generator)
            guard let expected = tree.value else { continue }
            compared += 1
            #expect(try await value(tree.text(&generator)) == expected.decimal, "\(tree)")
        }
        #expect(compared > 100)
    }

    @Test("Large products divide again without a rest", arguments: 0..<5)
    func large(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        func digits(_ count: Int) -> String {
            let first = String(1 + generator.next(below: 9))
            return first + (1..<count).map { _ in String(generator.next(below: 10)) }.joined()
        }
        for _ in 0..<20 {
            let first = digits(1 + generator.next(below: 300))
            let length = 2 + generator.next(below: 300)
            let second = digits(length)
            let rest = digits(1 + generator.next(below: length - 1))
            #expect(try await value("\(first) * \(second) / \(second)") == first)
            #expect(try await value("(\(first) * \(second) + \(rest)) % \(second)") == rest)
            #expect(try await value("\(first) + \(second) - \(first)") == second)
        }
    }
}
