/// A quantity that an objective measures beside its loss: a sum, so that the batches of a step add up.
public struct ObjectiveFigure: Sendable, Hashable {
    /// Its name in records, such as "accuracy"; what shares the part before a "/" shares a chart: "reward/chosen".
    public var name: String
    /// The sum of what was measured.
    public var sum: Double
    /// How many measurements it is the sum of.
    public var count: Int

    public init(_ name: String, sum: Double, count: Int) {
        self.name = name
        self.sum = sum
        self.count = count
    }

    /// The figure of values measured one by one.
    public init(_ name: String, _ values: some Collection<Double>) {
        self.init(name, sum: values.reduce(0, +), count: values.count)
    }
}

extension [ObjectiveFigure] {
    /// The mean of each figure over all batches, in the order in which the figures were first seen; figures of which
    /// nothing was measured are left out.
    var means: [NamedFigure] {
        var names: [String] = []
        var sums: [String: (sum: Double, count: Int)] = [:]
        for figure in self where figure.count > 0 {
            if sums[figure.name] == nil { names.append(figure.name) }
            let known = sums[figure.name] ?? (0, 0)
            sums[figure.name] = (known.sum + figure.sum, known.count + figure.count)
        }
        return names.compactMap { name in
            sums[name].map { NamedFigure(name: name, value: $0.sum / Double($0.count)) }
        }
    }
}
