import Tensors

/// What follows attention in a block: one feed-forward layer, or a mixture of several.
enum FeedForwardLayer {
    case dense(FeedForward)
    case experts(ExpertMixture)

    init(_ configuration: ModelConfiguration, layer: Int) {
        let name = "model.layers.\(layer).mlp"
        if let experts = configuration.experts(ofLayer: layer) {
            self = .experts(ExpertMixture(configuration, experts, name: name))
        } else {
            self = .dense(FeedForward(configuration, name: name, width: configuration.intermediateSize))
        }
    }

    var parameters: [Parameter] {
        switch self {
        case .dense(let layer): layer.parameters
        case .experts(let mixture): mixture.parameters
        }
    }

    /// Weights of experts that a token does not see.
    var idleWeightCount: Int {
        guard case .experts(let mixture) = self, let expert = mixture.experts.first else { return 0 }
        let idle = mixture.configuration.count - mixture.configuration.perToken
        return idle * expert.parameters.reduce(0) { $0 + $1.value.count }
    }

    /// The feed-forward layers, one or all experts.
    var layers: [FeedForward] {
        switch self {
        case .dense(let layer): [layer]
        case .experts(let mixture): mixture.experts
        }
    }
}
