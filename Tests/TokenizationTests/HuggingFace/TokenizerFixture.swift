import Foundation
import Foundations
import TestSupport
import Tokenization

/// What `Tests/clients/tokenizer_fixtures.py` wrote.
enum TokenizerFixture {
    static let texts: [String] = load("texts.json").array?.compactMap(\.string) ?? []
    static let parts: JSONValue = load("parts.json")

    /// The names of the tiny tokenizers, one for each family of models.
    static let families: [String] = {
        let folder = Fixture.url("tokenizers/families")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static func family(_ name: String) -> JSONValue { load("families/\(name).json") }

    /// The tokenizer of a family, and what it gives.
    static func tokenizer(_ name: String) throws -> (tokenizer: Tokenizer, fixture: JSONValue) {
        let fixture = family(name)
        let document = fixture["tokenizer"] ?? .null
        return (try Tokenizer(tokenizerJSON: document.serializedBytes(), source: name), fixture)
    }

    private static func load(_ path: String) -> JSONValue {
        do { return try JSONValue(contentsOf: Fixture.url("tokenizers/\(path)")) } catch {
            preconditionFailure("\(error)")
        }
    }
}

extension JSONValue {
    /// The ids in an array.
    var ids: [Int32] { array?.compactMap { $0.int.map(Int32.init) } ?? [] }
}
