public import Tensors

/// AdamW: adaptive steps with weight decay apart from the gradient, on matrices alone.
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), algorithm 2.
public final class AdamW {
    /// The constants of the method.
    public struct Settings: Sendable, Hashable {
        /// Decay of the mean gradient.
        public var beta1 = 0.9
        /// Decay of the mean squared gradient.
        public var beta2 = 0.95
        /// Guard against division by zero.
        public var epsilon = 1e-8
        /// Share of a matrix that each step takes away, times the learning rate.
        public var weightDecay = 0.1

        public init() {}
    }

    /// The constants of the method.
    public let settings: Settings
    /// What it changes.
    public let parameters: [Parameter]
    /// Mean gradient of each parameter.
    public let firstMoments: [Tensor]
    /// Mean squared gradient of each parameter.
    public let secondMoments: [Tensor]
    /// Updates made.
    public internal(set) var stepCount = 0

    private let device: any ComputeDevice

    /// An optimizer that has not made a step.
    public init(parameters: [Parameter], settings: Settings, device: any ComputeDevice) {
        self.parameters = parameters
        self.settings = settings
        self.device = device
        firstMoments = parameters.map { Tensor(zeros: $0.value.shape) }
        secondMoments = parameters.map { Tensor(zeros: $0.value.shape) }
    }

    /// The norm of all gradients together, summed in an order that does not depend on the threads.
    public func gradientNorm() -> Double {
        parameters.reduce(0) { $0 + device.sumOfSquares($1.gradient) }.squareRoot()
    }

    /// Changes every parameter by its gradient times `gradientScale`.
    public func step(learningRate: Double, gradientScale: Double) {
        stepCount += 1
        for (index, parameter) in parameters.enumerated() {
            let step = AdamWStep(
                step: stepCount, learningRate: Float(learningRate), beta1: Float(settings.beta1),
                beta2: Float(settings.beta2), epsilon: Float(settings.epsilon),
                weightDecay: parameter.decays ? Float(settings.weightDecay) : 0, gradientScale: Float(gradientScale))
            device.adamW(
                parameter.value, gradient: parameter.gradient, firstMoment: firstMoments[index],
                secondMoment: secondMoments[index], step)
            parameter.valuesChanged()
        }
    }

    /// Forgets the gradients of the last step.
    public func clearGradients() {
        for parameter in parameters { parameter.gradient.clear() }
    }
}
