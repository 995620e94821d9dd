import Foundations
import Tensors
import Testing

/// Compares the gradients that a tape computes backward with finite differences of what it computes forward.
struct GradientCheck {
    /// What the function depends on.
    let parameters: [Parameter]
    /// The function: a number computed on a tape, whose backward pass is started where the tape records.
    let function: (Tape) -> Double
    var device: CPUDevice = .shared
    /// How far the differences reach: less where the function bends more.
    var step: Float = 0.02

    /// The gradients of the parameters by the backward pass.
    func gradients(_ precision: Precision = .float32) -> [[Float]] {
        for parameter in parameters { parameter.gradient.clear() }
        let tape = Tape(device: device, mode: .training, precision: precision)
        _ = function(tape)
        tape.backward()
        return parameters.map(\.gradient.values)
    }

    /// Expects the slope along random directions, one parameter at a time, to be what its gradient says.
    ///
    /// Differences of fourth order over small steps: in float32 the function is exact to about 1e-7 of its terms, so
    /// that the slope is to 1e-5 of them. Along a direction of unit variance it comes to the gradient's length.
    func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) {
        let gradients = gradients()
        var generator = SplitMix64(seed: 30)
        for (parameter, gradient) in zip(parameters, gradients) {
            let length = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            #expect(length > 0, "\(parameter.name) has no gradient", sourceLocation: sourceLocation)
            for _ in 0..<3 {
                let direction = gradient.map { _ in Float(generator.normal()) }
                let slope = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
                let difference = difference(of: parameter, along: direction)
                #expect(
                    abs(slope - difference) <= 1e-3 * length + 2e-4,
                    "\(parameter.name): the gradient says \(slope), differences \(difference)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    private func difference(of parameter: Parameter, along direction: [Float]) -> Double {
        let original = parameter.value.values
        func value(at distance: Float) -> Double {
            parameter.value.fill(zip(original, direction).map { $0 + distance * $1 })
            parameter.valuesChanged()
            return function(Tape(device: device, mode: .evaluation))
        }
        defer {
            parameter.value.fill(original)
            parameter.valuesChanged()
        }
        let near = value(at: step) - value(at: -step), far = value(at: 2 * step) - value(at: -2 * step)
        return (8 * near - far) / (12 * Double(step))
    }

    /// Expects the gradients in bfloat16 to point where those in float32 do, and to be as long.
    ///
    /// Each product's operands are off by 2^-9 of their size or so, at random: far less than the bounds here.
    func expectBFloat16Agrees(sourceLocation: SourceLocation = #_sourceLocation) {
        let exact = gradients(.float32), rounded = gradients(.bfloat16)
        for (index, parameter) in parameters.enumerated() {
            let length = exact[index].length, roundedLength = rounded[index].length
            let cosine = exact[index].dot(rounded[index]) / (length * roundedLength)
            #expect(cosine > 0.999, "\(parameter.name): cosine \(cosine)", sourceLocation: sourceLocation)
            #expect(
                abs(roundedLength / length - 1) < 0.02, "\(parameter.name): \(roundedLength) for \(length)",
                sourceLocation: sourceLocation)
        }
    }
}

extension [Float] {
    fileprivate func dot(_ other: [Float]) -> Double {
        zip(self, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    fileprivate var length: Double { dot(self).squareRoot() }
}
