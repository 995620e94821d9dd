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
