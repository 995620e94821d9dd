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
