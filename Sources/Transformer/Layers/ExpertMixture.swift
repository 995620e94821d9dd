import Tensors

/// Feed-forward layers of which each token sees a few, as a router finds.
struct ExpertMixture {
    let configuration: ExpertConfiguration
    /// [experts, hidden].
    let router: Parameter
    let experts: [FeedForward]

    init(_ model: ModelConfiguration, _ configuration: ExpertConfiguration, name: String) {
        self.configuration = configuration
        router = Parameter(name: "\(name).gate.weight", shape: [configuration.count, model.hiddenSize])
        experts = (0..<configuration.count).map {
            FeedForward(model, name: "\(name).experts.\($0)", width: configuration.intermediateSize)
        }
    }

    /// The weighted sum of the experts of each row of `x`, added to `residual`; float32.
    func callAsFunction(_ x: Variable, residual: Variable, _ pass: ForwardPass) -> Variable {
        let tape = pass.tape
        let routing = tape.route(
            x, router: router, perRow: configuration.perToken, normalizes: configuration.normalizesWeights)
        let parts = zip(experts, tape.rows(x, for: routing)).enumerated().map { index, part in
            part.1.map {
                part.0(LayerInput($0, norm: nil), residual: nil, pass.selecting(routing.rows(ofExpert: index)))
            }
        }
        return tape.mixture(parts, of: routing, residual: residual)
    }

    var parameters: [Parameter] { [router] + experts.flatMap(\.parameters) }
}
