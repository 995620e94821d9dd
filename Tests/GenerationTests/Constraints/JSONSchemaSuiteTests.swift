import Foundation
import Foundations
import Generation
import TestSupport
import Testing

@Suite("The JSON Schema Test Suite", .enabled(if: ReferenceData.has("json-schema")))
struct JSONSchemaSuiteTests {
    /// Where formats are annotations: here, they are asserted (`format-assertion`), as the optional files want it.
    private static let annotating = ["format"]
    /// Files with numbers of more digits than are decoded: they fit, but are not written.
    private static let largeNumbers = ["bignum", "float-overflow"]
    /// Host names in internationalized form are valid or not by rules that no automaton has: none is written.
    private static func isEncodedName(_ value: JSONValue) -> Bool {
        value.string?.lowercased().contains("xn--") == true
    }

    private static func groups(_ file: URL) throws -> [(schema: JSONValue, description: String, tests: [JSONValue])] {
        try (JSONValue(contentsOf: file).array ?? []).map { group in
            (group["schema"] ?? .null, group["description"]?.string ?? "", group["tests"]?.array ?? [])
        }
    }

    private static func files(_ folder: String) throws -> [URL] {
        guard let url = ReferenceData.url(folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    @Test(
        "Verdicts and decoding are as the suite says, and what is not supported is refused by name",
        arguments: ["json-schema", "json-schema/optional", "json-schema/optional/format"])
    func verdicts(folder: String) throws {
        var supported = 0
        var refused: [String: Int] = [:]
        var instances = 0
        for file in try Self.files(folder) {
            let fileName = file.deletingPathExtension().lastPathComponent
            if folder == "json-schema", Self.annotating.contains(fileName) { continue }
            for group in try Self.groups(file) {
                let name = "\(fileName): \(group.description)"
                let schema: JSONSchema
                do throws(JSONSchemaError) {
                    schema = try JSONSchema(group.schema)
                } catch {
                    let keyword = error.path.split(separator: "/").last.map(String.init) ?? "#"
                    refused["\(keyword): \(error.reason.prefix(60))", default: 0] += 1
                    continue
                }
                supported += 1
                let grammar = ByteGrammar(schema, closed: false)
                for test in group.tests {
                    let value = try #require(test["data"])
                    let isValid = test["valid"]?.bool == true
                    instances += 1
                    if isValid, Self.isEncodedName(value) { continue }
                    let verdict = (try? schema.validate(value)) != nil
                    #expect(verdict == isValid, "validation of \(name): \(value)")
                    let isWritten = CanonicalForms.isWritten(value, by: grammar)
                    if isValid, Self.largeNumbers.contains(fileName), !isWritten { continue }
                    #expect(isWritten == isValid, "decoding of \(name): \(value)")
                }
            }
        }
        let counts = ["json-schema": 220, "json-schema/optional": 30, "json-schema/optional/format": 14]
        #expect(supported >= counts[folder] ?? 0 && instances > 100, "\(supported) \(instances) \(refused)")
    }
}
