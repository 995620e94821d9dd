import Foundations
import Generation
import Testing

@Suite("Guesses from the text itself")
struct PromptLookupTests {
    /// The plain way: the latest earlier place where as many of the last tokens stand as possible.
    private func reference(_ tokens: [Int32], count: Int) -> [Int32] {
        for length in (2...5).reversed() where tokens.count > length {
            let end = tokens.suffix(length)
            for place in (length..<tokens.count).reversed() where tokens[place - length..<place] == end {
                return (0..<count).map { tokens[place + $0 % (tokens.count - place)] }
            }
        }
        return []
    }

    @Test("They are what followed the longest run of the last tokens, the last time it stood there")
    func plain() {
        var random = SplitMix64(seed: 1)
        for vocabulary in [2, 3, 8] {
            var lookup = PromptLookup(), tokens: [Int32] = []
            for _ in 0..<300 {
                tokens.append(Int32(random.next(below: vocabulary)))
                #expect(lookup.draft(after: tokens, count: 6) == reference(tokens, count: 6))
            }
        }
    }

    @Test("Another text begins anew")
    func otherText() {
        var lookup = PromptLookup()
        #expect(lookup.draft(after: [1, 2, 3, 1, 2], count: 2) == [3, 1])
        #expect(lookup.draft(after: [4, 5, 6, 1, 2], count: 2) == [])
        #expect(lookup.draft(after: [4, 5, 6, 4, 5], count: 1) == [6])
    }

    @Test("Guessing goes on while it is faster a token, and rests longer each time it is not")
    func gauge() {
        var gauge = SpeculationGauge(longest: 7)
        #expect(gauge.draftLength == 0)
        gauge.note(guessed: 0, made: 1, seconds: 1)
        #expect(gauge.draftLength == 7)
        for _ in 0..<50 {
            gauge.note(guessed: 7, made: 4, seconds: 1.5)
            #expect(gauge.draftLength == 7)
        }
        var rests: [Int] = []
        for _ in 0..<8 {
            while gauge.draftLength > 0 { gauge.note(guessed: 7, made: 1, seconds: 1.5) }
            var rest = 0
            while gauge.draftLength == 0 {
                gauge.note(guessed: 0, made: 1, seconds: 1)
                rest += 1
            }
            rests.append(rest)
        }
        #expect(zip(rests, rests.dropFirst()).allSatisfy { $0 <= $1 } && rests.last == 512)
    }
}
