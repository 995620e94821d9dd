import Corpus
import Testing

@Suite("Weights of turns")
struct TurnWeightTests {
    private func weights(_ turns: String, key: String = "messages", system: String = "") throws -> [Double]? {
        try TranscriptFile.read("{\"\(key)\": [\(turns)]\(system)}").transcripts.first?.weights
    }

    private func refusal(_ turns: String) throws -> TranscriptError? {
        try TranscriptFile.read("{\"messages\": [\(turns)]}", skippingBad: true).refused.first
    }

    @Test("A turn of the assistant counts in full, or as it says; those of others count nothing")
    func read() throws {
        let user = #"{"role": "user", "content": "u"}"#
        let answer = #"{"role": "assistant", "content": "a"}"#
        func weighted(_ more: String) -> String { #"{"role": "assistant", "content": "a", \#(more)}"# }
        #expect(try weights("\(user), \(answer), \(answer)") == [0, 1, 1])
        #expect(try weights([weighted(#""weight": 0"#), answer].joined(separator: ",")) == [0, 1])
        #expect(try weights(weighted(#""weight": 0.5"#)) == [0.5])
        #expect(
            try weights([weighted(#""train": false"#), weighted(#""train": true"#)].joined(separator: ",")) == [0, 1])
        #expect(try weights(weighted(#""weight": 0.25, "train": true"#)) == [0.25])
        #expect(try weights(weighted(#""weight": null, "train": null"#)) == [1])
        #expect(try weights(#"{"role": "user", "content": "u", "weight": 0, "train": false}, "# + answer) == [0, 1])
        // The rules come first, and shift no weight.
        #expect(try weights(weighted(#""weight": 0.5"#), system: #", "system": "S""#) == [0, 0.5])
        let sharing =
            #"{"from": "human", "value": "u"}, {"from": "gpt", "value": "a", "weight": 0}, {"from": "gpt", "value": "b"}"#
        #expect(try weights(sharing, key: "conversations") == [0, 0, 1])
    }

    @Test(
        "Weights that are none, or belong to nobody who is learned from, are refused",
        arguments: [
            (#"{"role": "assistant", "content": "a", "weight": 1.5}"#, "1.5 is outside 0 to 1"),
            (#"{"role": "assistant", "content": "a", "weight": -0.5}"#, "-0.5 is outside 0 to 1"),
            (#"{"role": "assistant", "content": "a", "weight": "1"}"#, "a string, not a number"),
            (#"{"role": "assistant", "content": "a", "train": 0}"#, "a number, not true or false"),
            (#"{"role": "assistant", "content": "a", "weight": 0, "train": true}"#, "contradict"),
            (#"{"role": "assistant", "content": "a", "weight": 1, "train": false}"#, "contradict"),
            (#"{"role": "user", "content": "u", "weight": 1}"#, "for the role 'user'"),
            (#"{"role": "user", "content": "u", "train": true}"#, "for the role 'user'"),
        ])
    func refused(turn: String, words: String) throws {
        let error = try refusal(#"{"role": "assistant", "content": "x"}, "# + turn)
        #expect(error?.kind == .malformedWeight)
        #expect(error?.detail.hasPrefix("turn 2: ") == true)
        #expect(error?.detail.contains(words) == true, "\(String(describing: error))")
    }

    @Test("A conversation of which nothing counts teaches nothing")
    func nothing() throws {
        let error = try refusal(#"{"role": "assistant", "content": "x", "weight": 0}"#)
        #expect(error?.kind == .noAssistantTurn && error?.detail.contains("weight 0") == true)
    }
}
