extension ModelConfiguration {
    /// Checks that the numbers fit together.
    public func validate() throws(ModelError) {
        if let defect = sizeDefect ?? attentionDefect ?? positionDefect ?? layerDefect {
            throw ModelError.invalidConfiguration(defect)
        }
        guard normEpsilon.isFinite, normEpsilon >= 0, initializerRange.isFinite, initializerRange >= 0 else {
            throw ModelError.invalidConfiguration(
                "the epsilon of norms is \(normEpsilon) and the range of fresh weights \(initializerRange); "
                    + "neither may be negative")
        }
    }

    /// The most layers of a model: far more than any has, and few enough to name each.
    static let layerLimit = 1 << 14

    private var sizeDefect: String? {
        var sizes = [
            ("vocabulary size", vocabularySize), ("hidden size", hiddenSize), ("number of layers", layerCount),
            ("number of heads", attentionHeadCount), ("number of key-value heads", keyValueHeadCount),
            ("head size", headSize), ("intermediate size", intermediateSize), ("maximum positions", maximumPositions),
        ]
        if layerCount > Self.layerLimit { return "the number of layers is \(layerCount), above \(Self.layerLimit)" }
        if let experts {
            sizes += [
                ("number of experts", experts.count), ("number of experts of a token", experts.perToken),
                ("width of an expert", experts.intermediateSize),
            ]
        }
        if let learnedPositions { sizes.append(("table of positions", learnedPositions)) }
        if let slidingWindow { sizes.append(("sliding window", slidingWindow)) }
        for (name, size) in sizes where size < 1 || size > 1 << 24 {
            return "the \(name) is \(size); it must lie between 1 and \(1 << 24)"
        }
        return nil
    }

    private var attentionDefect: String? {
        if attentionHeadCount % keyValueHeadCount != 0 {
            return "\(attentionHeadCount) query heads cannot share \(keyValueHeadCount) key-value heads evenly"
        }
        if headSize % 2 != 0 {
            return "the head size is \(headSize); rotary positions turn pairs, so it must be even"
        }
        let bounds = [attentionSoftcap, logitSoftcap, queryScalar.map { Float($0) }].compactMap { $0 }
        if bounds.contains(where: { !$0.isFinite || $0 <= 0 }) {
            return "softcaps and the scalar of queries must be positive, but are \(bounds)"
        }
        if normKind == .layer && (normPlacement != .before || usesQKNorm || raisesNormWeights) {
            return "layer norms stand before attention and feed-forward layers alone, with weights as they are"
        }
        return nil
    }

    private var positionDefect: String? {
        if let learnedPositions {
            return maximumPositions <= learnedPositions
                ? nil : "the table of positions has \(learnedPositions) rows for a context of \(maximumPositions)"
        }
        guard rotaryShare > 0, rotaryShare <= 1, rotarySize > 0 else {
            return "positions turn \(rotaryShare) of a head of \(headSize) elements"
        }
        for parameters in [rope, localRope].compactMap({ $0 }) {
            guard parameters.theta.isFinite, parameters.theta > 0 else {
                return "the base of the rotary frequencies is \(parameters.theta)"
            }
            if let defect = parameters.scaling.defect(size: rotarySize) { return defect }
        }
        return nil
    }

    private var layerDefect: String? {
        for (name, layers) in [("windows", windowLayers), ("rotary", rotaryLayers), ("experts", expertLayers)] {
            if let layers, layers.count != layerCount {
                return "the choice of layers for \(name) names \(layers.count) of \(layerCount) layers"
            }
        }
        if let experts, experts.perToken > experts.count {
            return "a token cannot go to \(experts.perToken) of \(experts.count) experts"
        }
        if experts != nil, !usesGate || usesFeedForwardBias {
            return "experts have a gate and no biases"
        }
        return nil
    }
}
