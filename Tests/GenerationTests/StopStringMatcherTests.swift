import Foundations
import Generation
import Testing

@Suite("Stop strings")
struct StopStringMatcherTests {
    /// The text before the first stop string to be complete, and that string: by looking at every prefix.
    static func reference(_ text: [UInt8], _ stops: [String]) -> (text: [UInt8], match: String?) {
        for end in 0...text.count {
            let complete = stops.filter { text[..<end].suffix($0.utf8.count).elementsEqual($0.utf8) }
            if let longest = complete.max(by: { $0.utf8.count < $1.utf8.count }) {
                return (Array(text[..<(end - longest.utf8.count)]), longest)
            }
        }
        return (text, nil)
    }

    /// How many bytes at the end of a text may still become a stop string.
    static func undecided(_ text: [UInt8], _ stops: [String]) -> Int {
        var longest = 0
        for stop in stops {
            let bytes = Array(stop.utf8)
            for length in 0..<bytes.count where text.suffix(length).elementsEqual(bytes[..<length]) {
                longest = max(longest, length)
            }
        }
        return longest
    }

    static func run(_ pieces: [ArraySlice<UInt8>], _ stops: [String]) throws -> (text: [UInt8], match: String?) {
        var matcher = try StopStringMatcher(stops)
        var text: [UInt8] = []
        for piece in pieces { text += matcher.append(piece).text }
        return (text + matcher.finish(), matcher.match)
    }

    @Test("Every split of a text into three pieces gives the same outcome")
    func everySplit() throws {
        let text = Array("Hi! ababac\nUser\nUser: éa".utf8)
        for stops in [["abac"], ["\nUser:"], ["ababa", "bac"], ["é"], ["nowhere"], [], ["a", "ab"], ["!", "\n"]] {
            let expected = Self.reference(text, stops)
            for first in 0...text.count {
                for second in first...text.count {
                    let outcome = try Self.run([text[..<first], text[first..<second], text[second...]], stops)
                    #expect(outcome.text == expected.text)
                    #expect(outcome.match == expected.match)
                }
            }
        }
    }

    @Test("Random texts of few letters, with several overlapping stop strings, match the plain search")
    func randomTexts() throws {
        var random = SplitMix64(seed: 1)
        func word(_ length: Int) -> String {
            String(decoding: (0..<length).map { _ in UInt8(97 + random.next(below: 2)) }, as: UTF8.self)
        }
        for _ in 0..<2_000 {
            let stops = (0..<1 + random.next(below: 3)).map { _ in word(2 + random.next(below: 5)) }
            let text = Array(word(random.next(below: 40)).utf8)
            let expected = Self.reference(text, stops)
            var matcher = try StopStringMatcher(stops)
            var shown: [UInt8] = []
            var index = 0
            while index < text.count {
                let end = min(text.count, index + 1 + random.next(below: 4))
                shown += matcher.append(text[index..<end]).text
                index = end
                if matcher.match == nil {
                    #expect(
                        shown.count == end - Self.undecided(Array(text[..<end]), stops), "held back too much or little")
                }
            }
            shown += matcher.finish()
            #expect(shown == expected.text)
            #expect(matcher.match == expected.match)
        }
    }

    @Test("Text that may still become a stop string is held back, and shown when it does not")
    func holdsBack() throws {
        var matcher = try StopStringMatcher(["\nUser:"])
        #expect(matcher.append(Array("Hello!\nUs".utf8)).text == Array("Hello!".utf8))
        #expect(matcher.append(Array("e".utf8)).text.isEmpty)
        #expect(matcher.append(Array("d car".utf8)).text == Array("\nUsed car".utf8))
        #expect(matcher.append(Array("\nUser: more".utf8)) == .init(text: [], match: "\nUser:"))
        #expect(matcher.append(Array("ignored".utf8)) == .init(text: [], match: "\nUser:"))
        #expect(matcher.finish().isEmpty)
    }

    @Test("What is held back at the end of the text is part of it")
    func finishReturnsTheRest() throws {
        var matcher = try StopStringMatcher(["</s>"])
        #expect(matcher.append(Array("x</".utf8)).text == Array("x".utf8))
        #expect(matcher.finish() == Array("</".utf8))
    }

    @Test("Without stop strings everything is shown at once")
    func noStopStrings() throws {
        var matcher = try StopStringMatcher([])
        #expect(matcher.append([0xFF, 0x00]) == .init(text: [0xFF, 0x00], match: nil))
    }

    @Test("Composed and decomposed letters are different strings")
    func noNormalisation() throws {
        var matcher = try StopStringMatcher(["\u{E9}"])
        #expect(matcher.append(Array("e\u{301}".utf8)).match == nil)
    }

    @Test("An empty stop string is refused")
    func emptyStopString() {
        #expect(throws: StopConditionError.emptyStopString) { try StopStringMatcher(["a", ""]) }
        #expect(throws: StopConditionError.emptyStopString) { try StopConditions(stopStrings: [""]).validate() }
        #expect(throws: StopConditionError.negativeTokenLimit(-1)) {
            try StopConditions(maximumTokens: -1).validate()
        }
    }
}
