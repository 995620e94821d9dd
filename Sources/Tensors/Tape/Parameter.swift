/// A tensor that is learned, with the sum of its gradients.
///
/// One that was loaded for generation alone is ``frozen``: it has no values in float32.
public final class Parameter: @unchecked Sendable {
    // Unchecked: a model is trained or used by one thread at a time; devices split the work below that.

    /// A name that tells its place in the model.
    public let name: String
    /// The sizes of its dimensions.
    public let shape: [Int]
    /// The values as the file of the model encodes them, where they are only multiplied with.
    public private(set) var frozen: FrozenMatrix?
    /// Whether weight decay applies: to matrices alone.
    public let decays: Bool
    /// Whether it takes part in training; operations compute no gradient for one that does not, and keep none.
    public var isTrainable = true

    private var gradientSum: Tensor?
    private var floats: Tensor?
    private var shifted: (offset: Float, values: Tensor, isCurrent: Bool)?
    private var packed: [ElementType: (matrix: PackedMatrix, device: any ComputeDevice)] = [:]

    /// A parameter of zeros.
    public init(name: String, shape: [Int]) {
        self.name = name
        self.shape = shape
        decays = shape.count > 1
    }

    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }

    /// Bytes that the values take, as they are encoded.
    public var byteCount: Int { frozen?.byteCount ?? 4 * count }

    /// The values, float32; made when first asked for. A frozen parameter has none.
    public var value: Tensor {
        if let floats { return floats }
        precondition(frozen == nil, "\(name) was loaded for generation: there is nothing to train or to save")
        let made = Tensor(zeros: shape)
        floats = made
        return made
    }

    /// The sum of gradients since it was last cleared, float32 and of the same shape; made when first asked for.
    public var gradient: Tensor {
        if let gradientSum { return gradientSum }
        let made = Tensor(zeros: shape)
        gradientSum = made
        return made
    }

    /// Whether memory has been taken for a gradient.
    package var holdsGradient: Bool { gradientSum != nil }

    /// Keeps the values as they are encoded in the file, for generation alone.
    public func freeze(_ matrix: FrozenMatrix) {
        precondition([matrix.columns, matrix.depth] == shape, "\(name) of shape \(shape)")
        frozen = matrix
        floats = nil
        packed.removeAll()
    }

    /// Says that the values have changed, so that layouts derived from them are made anew.
    public func valuesChanged() {
        packed.removeAll()
        shifted?.isCurrent = false
    }

    /// The values with `offset` added to each, kept until they change; the values themselves where it is 0.
    func values(plus offset: Float) -> Tensor {
        guard offset != 0 else { return value }
        if let shifted, shifted.isCurrent, shifted.offset == offset { return shifted.values }
        let sums = shifted?.values ?? Tensor(zeros: value.shape)
        for index in sums.floats.indices { sums.floats[index] = value.floats[index] + offset }
        shifted = (offset, sums, true)
        return sums
    }

    /// The values packed for products with rows of `elementType`, kept until they change.
    func packed(for elementType: ElementType, on device: any ComputeDevice) -> PackedMatrix {
        // Each device has a layout of its own.
        if let known = packed[elementType], known.device === device { return known.matrix }
        let made = device.pack(value, for: elementType)
        packed[elementType] = (made, device)
        return made
    }
}
