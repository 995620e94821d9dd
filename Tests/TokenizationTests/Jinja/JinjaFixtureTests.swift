import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Templates: what Python's jinja2 makes of them")
struct JinjaFixtureTests {
    /// Made by `Tests/clients/jinja_fixtures.py`.
    static let fixture: JSONValue = {
        do { return try JSONValue(contentsOf: Fixture.url("jinja.json")) } catch { preconditionFailure("\(error)") }
    }()

    static let now = CalendarTime(year: 2025, month: 7, day: 4, hour: 15, minute: 3, second: 9)

    @Test("Every feature of the language gives the same text, or is refused by both")
    func features() throws {
        let variables = try #require(Self.fixture["variables"]?.object)
        let features = try #require(Self.fixture["features"]?.array)
        #expect(features.count > 150)
        for feature in features {
            let source = try #require(feature["template"]?.string)
            do {
                let template = try JinjaTemplate(source: source, name: "feature")
                let rendering = try template.render(variables, now: Self.now)
                #expect(rendering.text == feature["text"]?.string, "\(source)")
                #expect(Self.ranges(feature["generated"]) == rendering.generatedRanges, "\(source)")
            } catch {
                #expect(feature["error"] != nil, "\(source): \(error)")
            }
        }
    }

    @Test("The built-in template gives the same text, and marks the same parts")
    func builtIn() throws {
        let chats = try #require(Self.fixture["chats"]?.array)
        #expect(chats.count > 40)
        let template = try JinjaTemplate(source: ChatTemplate.standard.source, name: "standard")
        for chat in chats {
            let name = try #require(chat["name"]?.string)
            do {
                let rendering = try template.render(try #require(chat["variables"]?.object))
                #expect(rendering.text == chat["text"]?.string, "\(name)")
                #expect(Self.ranges(chat["generated"]) == rendering.generatedRanges, "\(name)")
            } catch let error as JinjaError {
                #expect(chat["error"] != nil, "\(name): \(error)")
            }
        }
    }

    private static func ranges(_ value: JSONValue?) -> [Range<Int>] {
        (value?.array ?? []).compactMap { pair in
            guard let start = pair[0]?.int, let end = pair[1]?.int else { return nil }
            return start..<end
        }
    }
}
