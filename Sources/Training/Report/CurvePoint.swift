import Foundation

/// A point of a curve.
struct CurvePoint: Sendable, Hashable {
    var x: Double
    var y: Double
}

extension [CurvePoint] {
    /// At most about `limit` points that keep the look of the curve: of each stretch its lowest and its highest point.
    func thinned(to limit: Int) -> [CurvePoint] {
        guard count > limit, limit >= 4 else { return self }
        let stretches = limit / 2
        var result: [CurvePoint] = []
        for stretch in 0..<stretches {
            let points = self[stretch * count / stretches..<(stretch + 1) * count / stretches]
            guard let lowest = points.min(by: { $0.y < $1.y }), let highest = points.max(by: { $0.y < $1.y }) else {
                continue
            }
            result += lowest.x <= highest.x ? [lowest, highest] : [highest, lowest]
        }
        if let last, result.last != last { result.append(last) }
        return result
    }

    /// The curve as a running mean that forgets with a half-life of `halfLife` points.
    func smoothed(halfLife: Double) -> [CurvePoint] {
        let keep = halfLife > 0 ? pow(2, -1 / halfLife) : 0
        var mean = 0.0
        var weight = 0.0
        return map { point in
            mean = keep * mean + (1 - keep) * point.y
            weight = keep * weight + (1 - keep)
            return CurvePoint(x: point.x, y: mean / weight)
        }
    }
}
