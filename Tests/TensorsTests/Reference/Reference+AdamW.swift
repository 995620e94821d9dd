import Glibc

extension Reference {
    /// AdamW on one parameter, as the paper's algorithm 2 has it.
    struct AdamW {
        var parameter: Double
        var firstMoment = 0.0
        var secondMoment = 0.0

        mutating func step(
            _ number: Int, gradient: Double, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double,
            weightDecay: Double
        ) {
            firstMoment = beta1 * firstMoment + (1 - beta1) * gradient
            secondMoment = beta2 * secondMoment + (1 - beta2) * gradient * gradient
            let mean = firstMoment / (1 - pow(beta1, Double(number)))
            let square = secondMoment / (1 - pow(beta2, Double(number)))
            parameter -= learningRate * (mean / (square.squareRoot() + epsilon) + weightDecay * parameter)
        }
    }
}
