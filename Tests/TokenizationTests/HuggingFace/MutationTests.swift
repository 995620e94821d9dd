import Foundations
import Testing
import Tokenization

@Suite("tokenizer.json: files with faults")
struct MutationTests {
    @Test(
        "Any part in the place of any other loads or is an error that names its place",
        arguments: TokenizerFixture.families)
    func mutations(family: String) throws {
        let document = try #require(TokenizerFixture.family(family)["tokenizer"])
        var random = SplitMix64(seed: 0x7A11 &+ UInt64(family.utf8.count))
        var refused = 0
        for _ in 0..<30 {
            let changed = Self.mutated(document, depth: 0, &random)
            do {
                let tokenizer = try Tokenizer(tokenizerJSON: changed.serializedBytes(), source: "changed.json")
                for text in ["The ferry left, and nobody waved at 6:45.\r\n", "<s>é 中文 \u{1F600}</s> <mask>", ""] {
                    let tokens = tokenizer.encode(text, addingSpecialTokens: true, allowingSpecialTokens: true)
                    #expect(tokens.allSatisfy { 0..<Int32(tokenizer.vocabularySize) ~= $0 })
                    _ = tokenizer.decode(tokens)
                }
            } catch let error as TokenizerFileError {
                refused += 1
                #expect(!error.location.isEmpty && error.file == "changed.json")
            }
        }
        #expect(refused > 0)
    }

    /// The document with one part replaced: on the way down, a member is chosen at random.
    private static func mutated(_ value: JSONValue, depth: Int, _ random: inout SplitMix64) -> JSONValue {
        if depth > 0, random.next(below: 3) == 0 { return replacement(&random) }
        switch value {
        case .object(var object) where !object.members.isEmpty:
            let place = random.next(below: object.members.count)
            if depth > 0, random.next(below: 8) == 0 {
                object.members.remove(at: place)
            } else {
                object.members[place].value = mutated(object.members[place].value, depth: depth + 1, &random)
            }
            return .object(object)
        case .array(var elements) where !elements.isEmpty:
            let place = random.next(below: elements.count)
            if random.next(below: 8) == 0 {
                elements.append(elements[place])
            } else {
                elements[place] = mutated(elements[place], depth: depth + 1, &random)
            }
            return .array(elements)
        default: return replacement(&random)
        }
    }

    private static func replacement(_ random: inout SplitMix64) -> JSONValue {
        let values: [JSONValue] = [
            .null, true, false, 0, 1, -1, 3, 2_147_483_647, 4_294_967_296, -0.5, 1e300, "", "a", "\u{2581}", "##",
            "Sequence", "Fuse", "NFC", "ByteLevel", "(", "[]", [], [:], ["a"], ["type": "Fuse"], ["type": "NFKC"],
            ["type": "ByteLevel"], ["type": "Metaspace", "replacement": "_"], ["String": " "], ["Regex": "."],
            ["Regex": "(?=a)"], ["type": "Strip", "content": "e", "start": 9, "stop": 9], [["a", "b"]],
        ]
        return values[random.next(below: values.count)]
    }
}
