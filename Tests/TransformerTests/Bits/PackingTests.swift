import Tensors
import Testing
import Transformer

@Suite("Documents packed into one sequence")
struct PackingTests {
    private static let lengths = [20, 13, 31]
    private static let length = 64

    /// For each position, where its document begins.
    private static let first: [Int32] = {
        var first: [Int32] = []
        for length in lengths { first += [Int32](repeating: Int32(first.count), count: length) }
        return first
    }()

    private static func range(of document: Int) -> Range<Int> {
        let start = lengths[..<document].reduce(0, +)
        return start..<start + lengths[document]
    }

    /// The targets of one document alone.
    private func targets(_ all: [Int32], of document: Int) -> [Int32] {
        all.enumerated().map { Self.range(of: document).contains($0) ? $1 : -1 }
    }

    private func loss(_ model: CausalLM, _ tokens: [Int32], _ targets: [Int32], _ tape: Tape) -> LossSum {
        model.loss(
            tokens: tokens, targets: targets, sequences: 1, length: tokens.count, scale: 1, firstVisible: Self.first,
            tape: tape)
    }

    @Test(
        "Other tokens in one document change no bit of another's loss",
        arguments: NamedConfiguration.all, Precision.allCases)
    func isolation(_ named: NamedConfiguration, precision: Precision) throws {
        let model = try named.model()
        let tokens = model.tokens(Self.length, seed: 40), targets = model.tokens(Self.length, seed: 41)
        for level in kernelLevels {
            let tape = Tape(
                device: CPUDevice(threadCount: 2, level: level), mode: .evaluation, precision: precision)
            for changed in 0..<3 {
                var others = tokens
                for index in Self.range(of: changed) { others[index] = (others[index] + 1 + Int32(index % 5)) % 37 }
                for document in 0..<3 {
                    let before = loss(model, tokens, self.targets(targets, of: document), tape)
                    let after = loss(model, others, self.targets(targets, of: document), tape)
                    #expect((before.nats == after.nats) == (document != changed), "\(level)")
                }
            }
        }
    }

    @Test("No gradient reaches tokens of other documents", arguments: Precision.allCases)
    func gradients(precision: Precision) throws {
        let model = try NamedConfiguration.all[1].model()
        // Each document has tokens of its own.
        let tokens = (0..<Self.length).map { position in
            let document = (0..<3).first { Self.range(of: $0).contains(position) }!
            return Int32(document * 12 + position % 12)
        }
        for document in 0..<3 {
            for parameter in model.parameters { parameter.gradient.clear() }
            let tape = Tape(mode: .training, precision: precision)
            _ = loss(model, tokens, targets(tokens, of: document), tape)
            tape.backward()
            let embedding = model.parameters[0].gradient
            for token in 0..<36 {
                let isReached = embedding.rows(token..<token + 1).values.contains { $0 != 0 }
                #expect(isReached == (token / 12 == document), "token \(token), document \(document)")
            }
        }
    }

    @Test("Losses of packed documents are those of each alone", arguments: NamedConfiguration.all)
    func agreement(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(Self.length, seed: 42), targets = model.tokens(Self.length, seed: 43)
        let tape = Tape(mode: .evaluation)
        for document in 0..<3 {
            let packed = loss(model, tokens, self.targets(targets, of: document), tape)
            let range = Self.range(of: document)
            let alone = model.loss(
                tokens: Array(tokens[range]), targets: Array(targets[range]), sequences: 1, length: range.count,
                scale: 1, tape: tape)
            #expect(packed.tokens == alone.tokens)
            #expect(abs(packed.mean - alone.mean) < 1e-5)
        }
    }

    @Test("Packed losses agree with a plain decoder", arguments: NamedConfiguration.plain)
    func plainDecoder(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(Self.length, seed: 44), targets = model.tokens(Self.length, seed: 45)
        let expected = try PlainDecoder(model).loss(tokens, targets: targets, first: Self.first)
        let found = loss(model, tokens, targets, Tape(mode: .evaluation))
        #expect(abs(found.nats - expected) < 1e-5 * expected)
    }
}
