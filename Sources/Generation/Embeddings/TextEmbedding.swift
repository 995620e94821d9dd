/// The vector of a text, and how much of the text is in it.
public struct TextEmbedding: Sendable, Equatable {
    /// The vector.
    public let vector: [Float]
    /// The tokens that the model read, those included that begin and end a text.
    public let tokenCount: Int
    /// The tokens that the whole text has: more than `tokenCount` where it was cut at the model's limit.
    public let textTokenCount: Int

    /// Whether the end of the text is not in the vector.
    public var isTruncated: Bool { textTokenCount > tokenCount }

    /// A vector scaled to length 1, or as near to it as a length of 1e-12 or less allows.
    static func normalized(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        let factor = 1 / Float(max(length, 1e-12))
        return vector.map { $0 * factor }
    }

    /// The cosine of the angle between two vectors of one length: 1 for the same direction, 0 where one is 0.
    public static func similarity(_ left: [Float], _ right: [Float]) -> Double {
        precondition(left.count == right.count, "vectors of \(left.count) and \(right.count) numbers")
        var product = 0.0, leftSquare = 0.0, rightSquare = 0.0
        for (x, y) in zip(left, right) {
            product += Double(x) * Double(y)
            leftSquare += Double(x) * Double(x)
            rightSquare += Double(y) * Double(y)
        }
        let lengths = (leftSquare * rightSquare).squareRoot()
        return lengths > 0 ? product / lengths : 0
    }
}
