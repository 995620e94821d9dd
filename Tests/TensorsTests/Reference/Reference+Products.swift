import Tensors

extension Reference {
    /// initial + a b, row by column.
    static func product(_ a: Matrix, _ b: Matrix, plus initial: [Double]? = nil) -> [Estimate] {
        precondition(a.columns == b.rows)
        var result = [Estimate](repeating: Estimate(), count: a.rows * b.columns)
        for row in 0..<a.rows {
            for column in 0..<b.columns {
                var sum = Estimate(initial?[row * b.columns + column] ?? 0)
                for index in 0..<a.columns { sum += a[row, index] * b[index, column] }
                result[row * b.columns + column] = sum
            }
        }
        return result
    }

    /// One of a linear layer's products, of operands as they are stored.
    static func product(_ form: ProductForm, _ a: Matrix, _ b: Matrix, plus initial: [Double]? = nil) -> [Estimate] {
        switch form {
        case .byTransposed: product(a, b.transposed, plus: initial)
        case .plain: product(a, b, plus: initial)
        case .transposedBy: product(a.transposed, b, plus: initial)
        }
    }

    /// initial + the sum of the rows.
    static func sumOfRows(_ matrix: Matrix, plus initial: [Double]) -> [Estimate] {
        var sums = initial.map { Estimate($0) }
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { sums[column] += matrix[row, column] }
        }
        return sums
    }
}
