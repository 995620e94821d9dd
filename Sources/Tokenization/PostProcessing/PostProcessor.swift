/// What is put around the tokens of one text, or of a pair of texts, before a model reads them.
package struct PostProcessor: Sendable, Hashable {
    /// A part of the result.
    package enum Part: Sendable, Hashable {
        /// The tokens of the first text, with the type id of its tokens.
        case first(typeID: Int32)
        /// The tokens of the second text.
        case second(typeID: Int32)
        /// Tokens of the vocabulary.
        case tokens([Int32], typeID: Int32)
    }

    /// The parts for one text.
    package let single: [Part]
    /// The parts for two.
    package let pair: [Part]

    package init(single: [Part], pair: [Part]) {
        self.single = single
        self.pair = pair
    }

    /// The texts alone.
    package static let none = PostProcessor(
        single: [.first(typeID: 0)], pair: [.first(typeID: 0), .second(typeID: 1)])

    /// The post-processor that `transformers` makes of `add_bos_token` and `add_eos_token`.
    static func marking(begin: Int32?, end: Int32?) -> PostProcessor {
        func mark(_ token: Int32?, _ typeID: Int32) -> [Part] { token.map { [.tokens([$0], typeID: typeID)] } ?? [] }
        let single = mark(begin, 0) + [.first(typeID: 0)] + mark(end, 0)
        return PostProcessor(single: single, pair: single + mark(begin, 1) + [.second(typeID: 1)] + mark(end, 1))
    }

    /// The token that begins a text alone; nil where it begins with its own tokens.
    var beginning: Int32? {
        guard case .tokens(let tokens, _) = single.first else { return nil }
        return tokens.first
    }

    /// Joins the tokens of a text, or of two.
    package func join(_ first: [Int32], _ second: [Int32]? = nil) -> TokenSequence {
        var result = TokenSequence()
        for part in second == nil ? single : pair {
            switch part {
            case .first(let typeID): result.append(first, typeID: typeID)
            case .second(let typeID): result.append(second ?? [], typeID: typeID)
            case .tokens(let tokens, let typeID): result.append(tokens, typeID: typeID)
            }
        }
        return result
    }
}
