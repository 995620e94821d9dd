import Tensors
import Testing

@Suite("Tensors")
struct TensorTests {
    @Test("Shapes say how many rows, columns and bytes there are", arguments: elementTypes)
    func shapes(type: ElementType) {
        let tensor = Tensor(zeros: [4, 3, 5], elementType: type)
        #expect(tensor.count == 60 && tensor.rows == 4 && tensor.columns == 15)
        #expect(tensor.rawBytes.count == 60 * type.byteCount)
        #expect(tensor.values == [Float](repeating: 0, count: 60))
    }

    @Test("Views of rows and other shapes share their elements", arguments: elementTypes)
    func views(type: ElementType) {
        let tensor = Tensor(zeros: [4, 3], elementType: type)
        tensor.fill((0..<12).map { Float($0) })
        let middle = tensor.rows(1..<3)
        #expect(middle.shape == [2, 3] && middle.values == [3, 4, 5, 6, 7, 8])
        middle.rows(1..<2).fill([-1, -2, -3])
        #expect(tensor.values == [0, 1, 2, 3, 4, 5, -1, -2, -3, 9, 10, 11])
        #expect(tensor.reshaped([2, 6]).rows(1..<2).values == [-1, -2, -3, 9, 10, 11])
        middle.clear()
        #expect(tensor.values == [0, 1, 2, 0, 0, 0, 0, 0, 0, 9, 10, 11])
        #expect(tensor.rows(2..<2).values.isEmpty)
    }

    @Test("Only matrices decay, and a gradient begins at zero")
    func parameters() {
        #expect(Parameter(name: "matrix", shape: [2, 3]).decays)
        #expect(!Parameter(name: "vector", shape: [3]).decays)
        let parameter = Parameter(name: "matrix", shape: [2, 3])
        #expect(parameter.gradient.shape == [2, 3] && parameter.gradient.values.allSatisfy { $0 == 0 })
    }
}
