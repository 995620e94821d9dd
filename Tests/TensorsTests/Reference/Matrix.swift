import Tensors

/// The elements of a tensor in double precision, by row and column.
struct Matrix {
    var rows, columns: Int
    var values: [Double]

    init(rows: Int, columns: Int, _ values: [Double]) {
        precondition(values.count == rows * columns)
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    init(_ tensor: Tensor) {
        self.init(rows: tensor.rows, columns: tensor.columns, tensor.doubles)
    }

    subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    subscript(row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }

    var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows, values)
        for row in 0..<rows {
            for column in 0..<columns { result[column, row] = self[row, column] }
        }
        return result
    }

    /// The elements rounded to bfloat16, as a product of that type takes them.
    var halved: Matrix {
        Matrix(rows: rows, columns: columns, values.map { Double(BFloat16(Float($0)).float) })
    }
}
