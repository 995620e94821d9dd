import Glibc
import Tensors

extension Reference {
    /// 1 / rms of `x`.
    static func reciprocal(_ x: some Collection<Double>, epsilon: Double) -> Double {
        1 / (x.reduce(0) { $0 + $1 * $1 } / Double(x.count) + epsilon).squareRoot()
    }

    /// x / rms(x) * weight, of one row.
    static func rmsNorm(_ x: some Collection<Double>, weight: [Double], epsilon: Double) -> [Double] {
        let factor = reciprocal(x, epsilon: epsilon)
        return zip(x, weight).map { $0 * factor * $1 }
    }

    /// The gradients of x and of the weight, of one row.
    static func rmsNormBackward(
        gradient: some Collection<Double>, x: some Collection<Double>, weight: [Double], epsilon: Double
    ) -> (x: [Estimate], weight: [Estimate]) {
        let factor = reciprocal(x, epsilon: epsilon)
        let gradient = Array(gradient), x = Array(x)
        var product = Estimate()
        for index in x.indices { product += gradient[index] * weight[index] * x[index] }
        let mean = product * (factor * factor / Double(x.count))
        return (
            x.indices.map { (Estimate(gradient[$0] * weight[$0]) + mean * -x[$0]) * factor },
            x.indices.map { Estimate(gradient[$0] * x[$0] * factor) }
        )
    }

    /// (x - mean) / deviation * weight + bias of one row, its mean, and 1 / deviation.
    static func layerNorm(
        _ x: some Collection<Double>, weight: [Double], bias: [Double]?, epsilon: Double
    ) -> (output: [Estimate], mean: Estimate, reciprocal: Estimate) {
        let count = Double(x.count)
        let mean = x.reduce(0, +) / count, size = x.reduce(0) { $0 + abs($1) } / count
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let factor = 1 / (variance + epsilon).squareRoot()
        // An error of the mean carries over to every difference, however small, and so to the deviation.
        let lost = size * factor
        let output = zip(x, weight).enumerated().map { index, pair in
            let (x, weight) = pair, normal = (x - mean) * factor
            return Estimate(normal * weight, magnitude: (abs(normal) + lost) * (1 + lost) * abs(weight))
                + Estimate(bias?[index] ?? 0)
        }
        return (output, Estimate(mean, magnitude: size), Estimate(factor, magnitude: factor * (1 + lost)))
    }

    /// The gradients of x and of the weight, of one row; that of the bias is the gradient itself.
    static func layerNormBackward(
        gradient: some Collection<Double>, x: some Collection<Double>, weight: [Double], epsilon: Double
    ) -> (x: [Estimate], weight: [Estimate]) {
        let count = Double(x.count)
        let mean = x.reduce(0, +) / count
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let factor = 1 / (variance + epsilon).squareRoot()
        let normal = x.map { Estimate(($0 - mean) * factor, magnitude: (abs($0) + abs(mean)) * factor * (1 + factor)) }
        let slopes = zip(gradient, weight).map { $0 * $1 }
        var slope = Estimate(), along = Estimate()
        for (index, value) in slopes.enumerated() {
            slope += value
            along += normal[index] * value
        }
        return (
            slopes.indices.map { index in
                let bent = Estimate(
                    along.value * normal[index].value, magnitude: along.magnitude * normal[index].magnitude)
                return
                    (Estimate(slopes[index], magnitude: abs(slopes[index]) * (1 + factor)) + slope * (-1 / count)
                    + bent * (-1 / count)) * factor
            },
            zip(gradient, normal).map { $1 * $0 }
        )
    }

    /// One head turned by the angles of `position`: the pairs are (x[i], x[i + size/2]).
    static func rotate(_ x: [Double], position: Int, base: Double) -> [Estimate] {
        let half = x.count / 2
        var result = [Estimate](repeating: Estimate(), count: x.count)
        for pair in 0..<half {
            let angle = Double(position) * pow(base, -2 * Double(pair) / Double(x.count))
            let a = x[pair], b = x[pair + half]
            result[pair] = Estimate(a * cos(angle)) + Estimate(-b * sin(angle))
            result[pair + half] = Estimate(b * cos(angle)) + Estimate(a * sin(angle))
        }
        return result
    }

    /// Turns one head back, which is what its gradient needs.
    static func rotateBack(_ gradient: [Double], position: Int, base: Double) -> [Estimate] {
        rotate(gradient, position: -position, base: base)
    }
}
