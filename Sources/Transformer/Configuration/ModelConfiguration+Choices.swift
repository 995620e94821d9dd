import Tensors

/// The choices of a configuration in words, for people.
extension ModelConfiguration {
    /// What makes the model differ from the plainest one, one phrase a choice.
    public var choices: [String] {
        let rotary = learnedPositions.map { ["\($0) learned positions"] } ?? rotaryChoices
        return rotary + attentionChoices + layerChoices + vocabularyChoices
    }

    /// The family whose files the configuration is written as; nil where none makes these choices.
    public var familyName: String? { (try? writtenFamily())?.rawValue }

    private var rotaryChoices: [String] {
        var choices = ["rotary base \(ropeTheta)"]
        if ropeScaling.kind != "default" { choices.append("\(ropeScaling.kind) scaling") }
        if let localRope { choices.append("rotary base \(localRope.theta) in layers with a window") }
        if rotarySize < headSize { choices.append("\(rotarySize) of \(headSize) elements of a head turned") }
        let unturned = layers.count { !turnsHeads(inLayer: $0) }
        if unturned > 0 { choices.append("\(unturned) of \(layerCount) layers without positions") }
        return choices
    }

    private var attentionChoices: [String] {
        var choices: [String] = []
        if let slidingWindow {
            let count = layers.count { window(ofLayer: $0) != nil }
            choices.append(
                "window of \(slidingWindow) in \(count == layerCount ? "all" : "\(count) of \(layerCount)") layers")
        }
        if usesQKNorm { choices.append(normalizesHeadsTogether ? "QK-norm over all heads" : "QK-norm") }
        if let attentionSoftcap { choices.append("scores capped at \(attentionSoftcap)") }
        if usesQueryKeyValueBias { choices.append("query, key and value biases") }
        if usesOutputBias { choices.append("output bias") }
        return choices
    }

    private var layerChoices: [String] {
        var choices: [String] = []
        if normKind == .layer { choices.append("layer norms") }
        if normPlacement != .before { choices.append("norms \(normPlacement.rawValue) each layer") }
        if !usesGate { choices.append("no gate") }
        if activation != .silu { choices.append(activation.name) }
        if usesFeedForwardBias { choices.append("feed-forward biases") }
        if let experts {
            let place = expertLayerCount == layerCount ? "" : " in \(expertLayerCount) of \(layerCount) layers"
            choices.append("\(experts.perToken) of \(experts.count) experts, \(experts.intermediateSize) wide\(place)")
        }
        return choices
    }

    private var vocabularyChoices: [String] {
        var choices: [String] = []
        if tiesEmbeddings { choices.append("tied embeddings") }
        if scalesEmbeddings { choices.append("scaled embeddings") }
        if let logitSoftcap { choices.append("logits capped at \(logitSoftcap)") }
        return choices
    }
}
