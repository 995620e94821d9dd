/// Runs the operations of a model and records them, so that gradients can be computed in reverse.
///
/// Operations are coarse: a norm, a product, attention. Each lives in a file of its own, forward and backward side by
/// side. A tape that does not record keeps nothing alive.
public final class Tape {
    /// How the model is being used.
    public enum Mode: Sendable {
        /// Records for `backward`; products may use any engine.
        case training
        /// Records nothing; computes as training does.
        case evaluation
        /// Records nothing; each row is computed in the same way whoever its neighbours are.
        case generation
    }

    /// Where the operations run.
    public let device: any ComputeDevice
    /// How the model is being used.
    public let mode: Mode
    /// The type of activations.
    public let precision: Precision
    /// What random numbers of the next pass depend on; nil: nothing is random.
    public var draws: PassDraws?

    private var operations: [any Operation] = []
    private var gradients: [Gradient?] = []

    /// A gradient of a variable, with a bfloat16 copy where the operation that wrote it had one at hand.
    struct Gradient {
        var tensor: Tensor
        var compact: Tensor?
    }

    /// An empty tape.
    public init(device: any ComputeDevice = CPUDevice.shared, mode: Mode, precision: Precision = .float32) {
        self.device = device
        self.mode = mode
        self.precision = precision
    }

    /// Whether gradients will be asked for.
    var records: Bool { mode == .training }

    /// Operations recorded and not yet gone through.
    public var operationCount: Int { operations.count }

    /// A constant or input; no gradient flows into it unless an operation asks for its variable.
    public func variable(_ tensor: Tensor) -> Variable {
        guard records else { return Variable(value: tensor, index: nil) }
        gradients.append(nil)
        return Variable(value: tensor, index: gradients.count - 1)
    }

    /// Goes through the recorded operations in reverse; parameters' gradients are added to, and the tape is empty
    /// afterwards.
    public func backward() {
        while let operation = operations.popLast() { operation.backward(on: self) }
        gradients.removeAll(keepingCapacity: true)
    }

    /// Forgets everything recorded.
    public func reset() {
        operations.removeAll(keepingCapacity: true)
        gradients.removeAll(keepingCapacity: true)
    }

    /// Starts the backward pass at `variable` with `gradient`, as a caller's own loss would.
    public func seed(_ variable: Variable, gradient: Tensor) {
        setGradient(of: variable, Gradient(tensor: gradient))
    }

    /// The gradient that has gathered at `variable` so far; none once the backward pass is over.
    public func gradient(of variable: Variable) -> Tensor? {
        guard let index = variable.index, index < gradients.count else { return nil }
        return gradients[index]?.tensor
    }

    func record(_ operation: any Operation) {
        if records { operations.append(operation) }
    }

    /// The same for the operation behind a result of ``derived(_:from:with:)``: one at which no gradient gathers is not
    /// gone through again.
    func record(_ result: Variable, _ operation: @autoclosure () -> any Operation) {
        if records, result.index != nil { operations.append(operation()) }
    }

    func makeActivation(_ shape: [Int]) -> Tensor {
        device.makeTensor(shape, precision.activations)
    }

    /// The result of an operation on `inputs` with `parameters`; where none of them learns, no gradient gathers at it.
    func derived(_ tensor: Tensor, from inputs: [Variable?], with parameters: [Parameter?]) -> Variable {
        let learns = inputs.contains { $0?.index != nil } || parameters.contains { $0?.isTrainable ?? false }
        return learns ? variable(tensor) : Variable(value: tensor, index: nil)
    }

    /// Where an operation adds the gradient of `parameter`: for one that does not learn, memory that nobody reads.
    func gradientSum(of parameter: Parameter) -> Tensor {
        parameter.isTrainable ? parameter.gradient : device.makeTensor(parameter.shape, .float32)
    }

    /// The gradient of an operation's result; nil when nothing depends on it.
    func takeGradient(of variable: Variable) -> Gradient? {
        guard let index = variable.index else { return nil }
        defer { gradients[index] = nil }
        return gradients[index]
    }

    func setGradient(of variable: Variable, _ gradient: Gradient) {
        guard let index = variable.index else { return }
        gradients[index] = gradient
    }

    /// Hands `gradient` on to `variable`: moved there when nothing has gathered yet, else added.
    func passGradient(_ gradient: Gradient, to variable: Variable) {
        guard let index = variable.index else { return }
        guard let known = gradients[index]?.tensor else {
            gradients[index] = gradient
            return
        }
        // Sums are float32; where the variable's gradient is bfloat16, it is rounded again at the end.
        let sum = float32(known)
        device.add(float32(gradient.tensor), into: sum)
        if known.elementType == .bfloat16 { device.convert(sum, into: known) }
        gradients[index] = Gradient(tensor: known)
    }

    /// The tensor itself, or its elements widened.
    func float32(_ tensor: Tensor) -> Tensor {
        if tensor.elementType == .float32 { return tensor }
        let widened = device.makeTensor(tensor.shape, .float32)
        device.convert(tensor, into: widened)
        return widened
    }
}
