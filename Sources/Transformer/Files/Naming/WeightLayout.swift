/// How a part of a model lies in a file.
enum WeightLayout: Sendable {
    /// As in memory: row-major, outputs by inputs.
    case plain
    /// Inputs by outputs (GPT-2).
    case transposed

    /// The shape in the file of what has `shape` in memory, and the other way round.
    func turned(_ shape: [Int]) -> [Int] { self == .transposed ? shape.reversed() : shape }

    /// Lays the elements of a matrix of `shape` out the other way round; nothing happens to what is plain.
    func turn(_ elements: UnsafeMutableBufferPointer<Float>, shape: [Int]) {
        guard self == .transposed, shape.count == 2 else { return }
        let source = Array(elements), rows = shape[0], columns = shape[1]
        for row in 0..<rows {
            for column in 0..<columns { elements[column * rows + row] = source[row * columns + column] }
        }
    }
}
