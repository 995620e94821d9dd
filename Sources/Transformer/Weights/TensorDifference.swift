/// How far apart the elements of a tensor lie in two models.
public struct TensorDifference: Sendable {
    public let name: String
    public let shape: [Int]
    /// The largest absolute difference of two elements.
    public let largest: Double
    /// The root mean square of the differences.
    public let rootMeanSquare: Double
    /// ``rootMeanSquare`` as a share of the first tensor's own root mean square; 0 where both are 0.
    public let relative: Double
    /// The cosine of the angle between the two; 1 where both are 0.
    public let cosine: Double

    /// Compares the elements of `first` with those of `second`, which are as many.
    init(name: String, shape: [Int], _ first: UnsafeBufferPointer<Float>, _ second: UnsafeBufferPointer<Float>) {
        var largest = 0.0, squares = 0.0, ownSquares = 0.0, otherSquares = 0.0, product = 0.0
        for index in first.indices {
            let own = Double(first[index]), other = Double(second[index]), difference = own - other
            // A difference that is no number must not pass for a small one.
            largest = difference.isNaN ? .infinity : max(largest, abs(difference))
            squares += difference * difference
            ownSquares += own * own
            otherSquares += other * other
            product += own * other
        }
        let count = Double(max(first.count, 1))
        self.name = name
        self.shape = shape
        self.largest = largest
        rootMeanSquare = (squares / count).squareRoot()
        relative = squares == 0 ? 0 : (squares / ownSquares).squareRoot()
        let norms = (ownSquares * otherSquares).squareRoot()
        cosine = norms > 0 ? product / norms : ownSquares == otherSquares ? 1 : 0
    }
}
