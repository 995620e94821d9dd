/// The tokens that a model reads for one text or a pair of texts.
public struct TokenSequence: Sendable, Hashable {
    /// The ids.
    public private(set) var tokens: [Int32] = []
    /// For each token the text that it belongs to, as models for pairs of texts want to know it: 0 or 1.
    public private(set) var typeIDs: [Int32] = []

    init() {}

    mutating func append(_ tokens: [Int32], typeID: Int32) {
        self.tokens.append(contentsOf: tokens)
        typeIDs.append(contentsOf: repeatElement(typeID, count: tokens.count))
    }
}
