import Glibc

/// The coefficients of one step of AdamW.
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), algorithm 2.
public struct AdamWStep: Sendable, Equatable {
    /// The step size.
    public var learningRate: Float
    /// Decay of the mean of gradients.
    public var beta1: Float
    /// Decay of the mean of squared gradients.
    public var beta2: Float
    /// Keeps the quotient finite.
    public var epsilon: Float
    /// Share of the parameter that is taken away, times the learning rate.
    public var weightDecay: Float
    /// Factor on every gradient, for clipping.
    public var gradientScale: Float
    /// 1 - beta1^step and 1 - beta2^step.
    let firstCorrection, secondCorrection: Float

    /// The coefficients of step number `step`, counted from 1.
    public init(
        step: Int, learningRate: Float, beta1: Float = 0.9, beta2: Float = 0.95, epsilon: Float = 1e-8,
        weightDecay: Float = 0, gradientScale: Float = 1
    ) {
        precondition(step >= 1, "steps count from 1")
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.gradientScale = gradientScale
        firstCorrection = Float(1 - pow(Double(beta1), Double(step)))
        secondCorrection = Float(1 - pow(Double(beta2), Double(step)))
    }
}
