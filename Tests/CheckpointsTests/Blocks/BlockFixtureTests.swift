import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

/// What `Tests/clients/block_fixtures.py` wrote down of llama.cpp's quantizer and of the `gguf` package.
struct BlockFixture: Decodable, Sendable, CustomTestStringConvertible {
    /// Two blocks of 256 numbers, as llama.cpp quantized them, in Base64.
    let blocks: Data
    /// What the `gguf` package reads from them.
    let values: Data
    /// llama.cpp's squared error over 16 rows of 4,096 numbers, and with an importance for each column.
    let squared_error: Double?
    let weighted_error: Double?
    var name = ""

    private enum CodingKeys: String, CodingKey { case blocks, values, squared_error, weighted_error }
    var testDescription: String { name }
    var type: GGMLType? { GGMLType.allCases.first { $0.name == name } }

    static let all: [BlockFixture] = {
        guard let data = try? Data(contentsOf: Fixture.url("blocks.json")),
            let file = try? JSONDecoder().decode([String: [String: BlockFixture]].self, from: data)
        else { return [] }
        return (file["formats"] ?? [:]).sorted { $0.key < $1.key }.map { name, fixture in
            var fixture = fixture
            fixture.name = name
            return fixture
        }
    }()
}

@Suite("Blocks of llama.cpp")
struct BlockFixtureTests {
    /// Nearly normal numbers of deviation 1/64, as the script draws them: sums of twelve uniform ones.
    private func normal(_ count: Int, seed: UInt64) -> [Float] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let sum = (0..<12).reduce(0) { sum, _ in sum + Int(random.next() >> 44) }
            return Float(Double(sum - 6 << 20) / Double(1 << 26))
        }
    }

    @Test("The script has written all formats")
    func complete() {
        #expect(BlockFixture.all.count == 15)
        #expect(BlockFixture.all.allSatisfy { $0.type != nil })
    }

    @Test("What llama.cpp quantized is read as the gguf package reads it, bit for bit", arguments: BlockFixture.all)
    func reading(fixture: BlockFixture) throws {
        let type = try #require(fixture.type)
        let format = try #require(BlockFormat(type))
        let expected = fixture.values.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        #expect(expected.count == 512)
        var floats = [Float](repeating: 0, count: 512)
        floats.withUnsafeMutableBufferPointer { floats in
            fixture.blocks.withUnsafeBytes { format.dequantize($0, into: floats) }
        }
        #expect(floats == expected)
        #expect(ReferenceBlocks(type: type, bytes: Array(fixture.blocks)).elements == expected)
        // They are what was drawn, up to the precision of the type.
        let drawn = normal(512, seed: 1)
        let error = zip(drawn, floats).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        let signal = drawn.reduce(0.0) { $0 + Double($1 * $1) }
        #expect(error < signal * (type == .q2K ? 0.12 : type == .q3K ? 0.04 : 0.02))
    }

    @Test("Plain numbers and Q8_0 are written with the same bytes", arguments: ["F16", "BF16", "Q8_0"])
    func sameBytes(name: String) throws {
        let fixture = try #require(BlockFixture.all.first { $0.name == name })
        let bytes = try normal(512, seed: 1)[...].quantized(try #require(fixture.type))
        #expect(bytes == Array(fixture.blocks))
    }

    @Test("The squared error is no greater than llama.cpp's", arguments: ["Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"])
    func quality(name: String) throws {
        let fixture = try #require(BlockFixture.all.first { $0.name == name })
        let type = try #require(fixture.type)
        let rows = normal(16 * 4096, seed: 2)
        let importance = rows.indices.map { Float($0 % 4096 % 13 + 1) }
        let plain = try rows.roundTrip(type), weighted = try rows.roundTrip(type, importance: importance)
        var error = 0.0, weightedError = 0.0
        for index in rows.indices {
            let difference = Double(plain[index]) - Double(rows[index])
            let other = Double(weighted[index]) - Double(rows[index])
            error += difference * difference
            weightedError += other * other * Double(importance[index])
        }
        #expect(try error <= 1.0001 * #require(fixture.squared_error))
        #expect(try weightedError <= 1.0001 * #require(fixture.weighted_error))
    }
}
