import Foundation
import Foundations
import Generation
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("Saved keys and values")
struct KVSnapshotTests {
    private static func engine(seed: UInt64 = 1, _ format: CacheFormat = .float32, pages: Int = 100) throws
        -> BatchEngine
    {
        let model = try TinyModel.make(context: 300, seed: seed)
        return BatchEngine(
            model: model, tokenizer: try TinyModel.tokenizer.get(),
            options: EngineOptions(
                cacheFormat: format, cacheByteLimit: model.configuration.pageShape(format).byteCount * pages))
    }

    private static let request = GenerationRequest(
        prompt: (0..<200).map { Int32($0 % 268) }, sampling: .greedy, stops: StopConditions(maximumTokens: 6))

    private static func run(_ engine: BatchEngine) throws -> GenerationResult {
        let id = try engine.submit(request)[0]
        while true {
            switch try engine.take(id) {
            case .finished(let result): return result
            case .token: break
            case nil: engine.step()
            }
        }
    }

    @Test("What was saved is there again in another engine, and changes no bit", arguments: CacheFormat.allCases)
    func roundTrip(format: CacheFormat) throws {
        let folder = try TemporaryDirectory(), file = folder.file("prompt.kv")
        let first = try Self.engine(format)
        #expect(throws: KVSnapshotError.nothingKept(tokens: 200)) { try first.save(Self.request.prompt, to: file) }
        let expected = try Self.run(first)
        #expect(try first.save(Self.request.prompt, to: file) == 200)
        let second = try Self.engine(format)
        #expect(try second.restore(file) == 200)
        let result = try Self.run(second)
        #expect(result.tokens == expected.tokens && result.text == expected.text)
        #expect(expected.reusedTokenCount == 0 && result.reusedTokenCount == 199)
        second.forgetPrefixes()
        #expect(second.statistics.usedPages == 0)
    }

    @Test("Another model, another format and too little room are refused by name")
    func refusals() throws {
        let folder = try TemporaryDirectory(), file = folder.file("prompt.kv")
        let engine = try Self.engine()
        _ = try Self.run(engine)
        _ = try engine.save(Self.request.prompt, to: file)
        let name = "a model of 2 layers, 32 wide"
        #expect(throws: KVSnapshotError.otherModel(path: file.path, written: name, present: name)) {
            try Self.engine(seed: 2).restore(file)
        }
        #expect(throws: KVSnapshotError.otherFormat(path: file.path, written: "float32", present: "q8_0")) {
            try Self.engine(.q8).restore(file)
        }
        #expect(throws: KVSnapshotError.tooLarge(path: file.path, pages: 4, limit: 3)) {
            try Self.engine(pages: 3).restore(file)
        }
        let other = folder.file("other")
        try AtomicFile.write("no keys, no values", to: other)
        #expect(throws: KVSnapshotError.notSnapshot(path: other.path)) { try engine.restore(other) }
        #expect(throws: FileError.self) { try engine.restore(folder.file("missing")) }
    }

    @Test("A file that was cut short or changed anywhere is refused, and leaves nothing behind")
    func damage() throws {
        let folder = try TemporaryDirectory(), file = folder.file("prompt.kv"), broken = folder.file("broken.kv")
        let engine = try Self.engine()
        _ = try Self.run(engine)
        _ = try engine.save(Self.request.prompt, to: file)
        let bytes = try Array(Data(contentsOf: file)), reader = try Self.engine()
        func check(_ content: [UInt8], _ comment: String) throws {
            try AtomicFile.write(content, to: broken)
            #expect(throws: KVSnapshotError.self, "\(comment)") { try reader.restore(broken) }
            #expect(reader.statistics.usedPages == 0)
        }
        for length in [0, 7, 11, 12, 40, 300, 1000, bytes.count - 9, bytes.count - 1] {
            try check(Array(bytes.prefix(length)), "\(length) bytes")
        }
        try check(bytes + [0], "one byte more")
        for (field, value) in [
            ("tokens", "9223372036854775807"), ("tokens", "-1"), ("tokens", "0"), ("tokens", "1e3"),
            ("layers", "65536"),
            ("layers", "0"), ("heads", "9223372036854775807"), ("head_size", "65536"), ("page_positions", "63"),
            ("format", "\"q4\""), ("format", "null"),
        ] {
            let length = Int(bytes[8]) + Int(bytes[9]) << 8,
                header = String(decoding: bytes[12..<12 + length], as: UTF8.self)
            let start = try #require(header.range(of: "\"\(field)\":"))
            let end = header[start.upperBound...].firstIndex { $0 == "," || $0 == "}" } ?? header.endIndex
            let changed = Array(header.replacingCharacters(in: start.upperBound..<end, with: value).utf8)
            let sizes = [UInt8(truncatingIfNeeded: changed.count), UInt8(truncatingIfNeeded: changed.count >> 8), 0, 0]
            try check(bytes[..<8] + sizes + changed + bytes[(12 + length)...], "\(field) is \(value)")
        }
        var generator = SplitMix64(seed: 8)
        for place in Array(0..<220) + (0..<60).map({ _ in generator.next(below: bytes.count) }) {
            var changed = bytes
            changed[place] ^= 1 << UInt8(generator.next(below: 8))
            try check(changed, "byte \(place)")
        }
    }
}
