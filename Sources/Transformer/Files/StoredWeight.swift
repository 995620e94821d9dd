import Tensors

/// A tensor of a file: some rows of a parameter under the name the field gave it.
struct StoredWeight {
    let name: String
    /// What it is to a decoder; nil in encoders.
    let role: WeightRole?
    let parameter: Parameter
    let rows: Range<Int>
    let layout: WeightLayout

    init(_ name: String, _ parameter: Parameter, rows: Range<Int>? = nil, layout: WeightLayout = .plain) {
        self.name = name
        role = nil
        self.parameter = parameter
        self.rows = rows ?? 0..<parameter.shape[0]
        self.layout = layout
    }

    init(_ name: String, _ part: WeightPart, layout: WeightLayout = .plain) {
        self.name = name
        role = part.role
        parameter = part.parameter
        rows = part.rows
        self.layout = layout
    }

    /// The rows, sharing the parameter's memory.
    var values: Tensor { parameter.value.rows(rows) }

    /// The shape in the file.
    var shape: [Int] { layout.turned([rows.count] + parameter.shape.dropFirst()) }

    /// Hands the memory of the rows to `fill`, which writes the elements of the file, and lays them out.
    func read(_ fill: (UnsafeMutableBufferPointer<Float>) throws -> Void) rethrows {
        let values = self.values
        try fill(values.floats)
        layout.turn(values.floats, shape: shape)
    }

    /// The elements as the file has them: the parameter's own memory where that is the same.
    ///
    /// - Parameter module: an adapter's change of these rows, which is added to them.
    func fileValues(adding module: LoRAModule?) -> Tensor {
        let values = self.values
        guard layout != .plain || module != nil else { return values }
        let copy = Tensor(Array(values.floats), shape: values.shape)
        module?.addChange(to: copy)
        layout.turn(copy.floats, shape: values.shape)
        return copy.reshaped(shape)
    }
}

extension CausalLM {
    /// Every tensor of the model as `naming` calls it.
    func storedWeights(_ naming: any WeightNaming) -> [StoredWeight] {
        weightParts(fuses: naming.fuses).map {
            StoredWeight(naming.name(of: $0.role), $0, layout: naming.layout(of: $0.role))
        }
    }
}
