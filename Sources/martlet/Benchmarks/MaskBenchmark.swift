import Foundation
import Foundations
import Generation
import Tokenization

/// What constraining costs: random documents of many schemas, each token's mask and its acceptance.
struct MaskBenchmark {
    /// A schema and what became of it.
    struct Refusal {
        let name: String
        let reason: String
        /// The keyword at fault.
        let keyword: String
    }

    private let compiler: ConstraintCompiler
    private let tokenizer: Tokenizer
    private let documents: Int
    private let budget: Int
    private var random: SplitMix64

    /// Microseconds of every token, of every schema's compilation, and of the forced runs that were asked for.
    private(set) var tokenTimes: [Double] = []
    private(set) var compileTimes: [Double] = []
    private(set) var refusals: [Refusal] = []
    private(set) var supported = 0
    private(set) var documentCount = 0
    private(set) var bytes = 0
    /// Documents that do not fit their schema, or did not end.
    private(set) var failures: [String] = []

    init(tokenizer: Tokenizer, documents: Int, budget: Int, seed: UInt64) {
        self.tokenizer = tokenizer
        self.documents = documents
        self.budget = budget
        compiler = ConstraintCompiler(tokenizer: tokenizer, endTokens: [])
        random = SplitMix64(seed: seed)
    }

    /// Compiles a schema and writes documents that fit it.
    mutating func run(_ schema: JSONValue, named name: String) throws {
        let constraint: GrammarConstraint
        let begin = ThreadClock.now
        do {
            constraint = try compiler.compile(.schema(schema), budget: budget)
        } catch let error as JSONSchemaError {
            let keyword = error.path.split(separator: "/").last.map(String.init) ?? "#"
            refusals.append(Refusal(name: name, reason: "\(error)", keyword: keyword))
            return
        }
        compileTimes.append((ThreadClock.now - begin) * 1e6)
        supported += 1
        let checker = try JSONSchema(schema)
        for _ in 0..<documents { try write(constraint, checker, name) }
    }

    /// Every document must fit its schema.
    func checkDocuments() throws(CommandFailure) {
        guard let failure = failures.first else { return }
        throw CommandFailure("\(failures.count) documents do not fit their schemas, such as \(failure)")
    }

    /// Writes one document: of the tokens that are allowed, each is as likely, as with a model of random weights.
    private mutating func write(_ start: GrammarConstraint, _ schema: JSONSchema, _ name: String) throws {
        var constraint = start
        var tokens: [Int32] = []
        while true {
            let begin = ThreadClock.now
            let mask = constraint.allowedTokens()
            let middle = ThreadClock.now
            let count = mask.count
            // Where the text may end, it does so now and then.
            if count == 0 || (constraint.isComplete && random.next(below: 4) == 0) { break }
            guard let token = mask.token(at: random.next(below: count)) else { break }
            let end = ThreadClock.now
            guard constraint.accept(token) else {
                failures.append("\(name): a token of the mask was refused")
                return
            }
            tokenTimes.append((ThreadClock.now - end + middle - begin) * 1e6)
            tokens.append(token)
            if tokens.count > 8 * budget + 4096 { break }
        }
        documentCount += 1
        let text = tokenizer.decode(tokens)
        bytes += text.count
        do {
            try schema.validate(JSONValue(parsing: text, source: "the document"))
        } catch {
            failures.append("\(name): \(String(decoding: text, as: UTF8.self)): \(error)")
        }
    }
}
