import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("llama2.c checkpoints")
struct Llama2cCheckpointTests {
    static let layouts: [Llama2cHeader.Layout] = [.legacy, .float32, .int8(groupSize: 8)]
    private static let realFiles = "models/stories260K"

    let folder: TemporaryDirectory
    var url: URL { folder.file("model.bin") }

    init() throws { folder = try TemporaryDirectory() }

    private static func header(_ layout: Llama2cHeader.Layout, sharesClassifier: Bool) -> Llama2cHeader {
        // The inner width is no multiple of the group, so groups run across the ends of rows.
        Llama2cHeader(
            dimension: 24, hiddenDimension: 20, layerCount: 3, headCount: 4, keyValueHeadCount: 2, vocabularySize: 11,
            maximumSequenceLength: 7, sharesClassifier: sharesClassifier, layout: layout)
    }

    private func refusal(_ bytes: [UInt8]) throws -> Llama2cError.Problem {
        try folder.write(bytes, to: url.lastPathComponent)
        let error = try #require(throws: Llama2cError.self) { try Llama2cCheckpoint(url) }
        #expect("\(error)".contains(url.path))
        return error.problem
    }

    @Test("Every layout is read bit for bit, under Hugging Face's names and in its row order", arguments: layouts)
    func roundTrip(layout: Llama2cHeader.Layout) throws {
        for sharesClassifier in [true, false] {
            let model = Llama2cModel(header: Self.header(layout, sharesClassifier: sharesClassifier), seed: 4)
            try AtomicFile.write(model.file(), to: url)
            let checkpoint = try Llama2cCheckpoint(url)
            #expect(checkpoint.header == model.header)
            let expected = model.expected()
            #expect(checkpoint.tensors.count == expected.count)
            for (name, shape, values) in expected {
                let tensor = try #require(checkpoint.tensors.first { $0.name == name })
                #expect(tensor.shape == shape)
                #expect(try checkpoint.floats(of: name) == values)
            }
        }
    }

    @Test("A name that is not there is refused")
    func missingTensor() throws {
        let model = Llama2cModel(header: Self.header(.float32, sharesClassifier: true), seed: 4)
        try AtomicFile.write(model.file(), to: url)
        let error = try #require(throws: Llama2cError.self) {
            try Llama2cCheckpoint(url).floats(of: "lm_head.weight")
        }
        #expect(error.problem == .missingTensor("lm_head.weight"))
    }

    @Test("A file cut at any place, or too long, is refused", arguments: layouts)
    func truncated(layout: Llama2cHeader.Layout) throws {
        let bytes = Llama2cModel(header: Self.header(layout, sharesClassifier: false), seed: 5).file()
        let headerSize = layout == .legacy ? 28 : 256
        #expect(try refusal([]) == .noHeader(fileSize: 0, needed: 28))
        for length in stride(from: 28, to: headerSize, by: 19) {
            #expect(try refusal(Array(bytes.prefix(length))) == .noHeader(fileSize: length, needed: 256))
        }
        for length in [headerSize, headerSize + 1, bytes.count / 2, bytes.count - 4, bytes.count - 1] {
            let problem = try refusal(Array(bytes.prefix(length)))
            #expect(problem == .wrongFileSize(expected: bytes.count, actual: length))
        }
        #expect(try refusal(bytes + [0]) == .wrongFileSize(expected: bytes.count, actual: bytes.count + 1))
    }

    @Test(
        "Sizes that fit no model are refused",
        arguments: [
            (0, 0), (0, -24), (0, 25), (1, 0), (1, -1), (2, 0), (2, 10_001), (2, Int32.max), (3, 0), (3, -4), (3, 5),
            (3, 24), (4, 0), (4, 3), (4, 8), (5, 0), (6, 0), (6, -7),
        ] as [(Int, Int32)])
    func impossibleSizes(field: Int, value: Int32) throws {
        for layout in Self.layouts {
            var bytes = Llama2cModel(header: Self.header(layout, sharesClassifier: true), seed: 6).file()
            let offset = (layout == .legacy ? 0 : 8) + 4 * field
            withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
            let problem = try refusal(bytes)
            if layout == .legacy {
                #expect(problem == .notACheckpoint)
            } else if case .invalidHeader(let reason) = problem {
                #expect(reason.contains("\(value)") || reason.contains("head size"))
            } else {
                Issue.record("expected an error of the header, got \(problem)")
            }
        }
    }

    @Test("Sizes whose product overflows are refused without being believed", arguments: layouts)
    func overflow(layout: Llama2cHeader.Layout) throws {
        var bytes = Llama2cModel(header: Self.header(layout, sharesClassifier: true), seed: 6).file()
        let offset = layout == .legacy ? 0 : 8
        let huge: [Int32] = [0x4000_0000, 0x7FFF_FFFF, 10_000, 4, 2, 0x7FFF_FFFF, 0x7FFF_FFFF]
        for (index, value) in huge.enumerated() {
            let place = offset + 4 * index
            withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
        }
        #expect(try refusal(bytes) == .invalidHeader("its size does not fit in 64 bits"))
    }

    @Test("Wrong versions, flags and group sizes are refused")
    func wrongFields() throws {
        let good = Llama2cModel(header: Self.header(.int8(groupSize: 8), sharesClassifier: true), seed: 7).file()
        var bytes = good
        bytes[4] = 3
        #expect(try refusal(bytes) == .unknownVersion(3))
        bytes = good
        bytes[36] = 2
        #expect(try refusal(bytes) == .invalidHeader("the flag of the shared classifier is 2"))
        bytes = good
        bytes[37] = 0
        #expect(try refusal(bytes) == .invalidHeader("group_size is 0"))
        bytes[37] = 7
        #expect(try refusal(bytes) == .invalidHeader("dim 24 is no multiple of group_size 7"))
        bytes = good
        bytes[0] = UInt8(ascii: "x")
        #expect(try refusal(bytes) == .notACheckpoint)
        #expect(try refusal(Array("GGUF is another format, and this text is long enough".utf8)) == .notACheckpoint)
        #expect(throws: Llama2cError.self) { try Llama2cCheckpoint(folder.file("missing")) }
    }

    @Test("Randomly damaged files load or are refused", arguments: layouts)
    func fuzz(layout: Llama2cHeader.Layout) throws {
        let original = Llama2cModel(header: Self.header(layout, sharesClassifier: false), seed: 8).file()
        var random = RandomTensors(seed: 9)
        for _ in 0..<300 {
            try Data(random.damaged(original, before: 42)).write(to: url)
            do {
                let checkpoint = try Llama2cCheckpoint(url)
                for tensor in checkpoint.tensors {
                    #expect(try checkpoint.floats(of: tensor.name).count == tensor.elementCount)
                }
            } catch {
                #expect("\(error)".contains(url.path))
            }
        }
    }

    @Test("The published legacy and float files agree bit for bit", .enabled(if: ReferenceData.has(realFiles)))
    func realFloatFiles() throws {
        let real = try #require(ReferenceData.url(Self.realFiles))
        let legacy = try Llama2cCheckpoint(real.appending(path: "checkpoint_legacy.bin"))
        let float32 = try Llama2cCheckpoint(real.appending(path: "checkpoint_v1.bin"))
        #expect(legacy.header.layout == .legacy)
        #expect(float32.header.layout == .float32)
        #expect(legacy.header.sharesClassifier && float32.header.sharesClassifier)
        #expect(Set(legacy.tensors.map(\.name)) == Set(float32.tensors.map(\.name)))
        for tensor in legacy.tensors {
            let left = try legacy.floats(of: tensor.name)
            let right = try float32.floats(of: tensor.name)
            #expect(left.map(\.bitPattern) == right.map(\.bitPattern))
        }
    }

    @Test(
        "The published 8-bit file differs from the floats by half a step of its groups at most",
        .enabled(if: ReferenceData.has(realFiles)))
    func realQuantizedFile() throws {
        let real = try #require(ReferenceData.url(Self.realFiles))
        let float32 = try Llama2cCheckpoint(real.appending(path: "checkpoint_v1.bin"))
        let int8 = try Llama2cCheckpoint(real.appending(path: "stories260K-q8.bin"))
        guard case .int8(let groupSize) = int8.header.layout else {
            Issue.record("expected the 8-bit layout, got \(int8.header.layout)")
            return
        }
        for tensor in float32.tensors {
            let exact = try float32.floats(of: tensor.name)
            let rounded = try int8.floats(of: tensor.name)
            guard tensor.shape.count == 2 else {
                #expect(exact == rounded)
                continue
            }
            // Groups run through the whole matrix; in q and k, where rows change places, whole groups move along.
            var worst: Float = 0
            for start in stride(from: 0, to: exact.count, by: groupSize) {
                let scale = exact[start..<start + groupSize].reduce(0) { max($0, abs($1)) } / 127
                for index in start..<start + groupSize {
                    worst = max(worst, abs(exact[index] - rounded[index]) / max(scale, .leastNormalMagnitude))
                }
            }
            #expect(worst <= 0.5001, "\(tensor.name)")
        }
    }
}
