import Tensors

/// Rows of a parameter, and what they are to the model.
struct WeightPart {
    let role: WeightRole
    let parameter: Parameter
    let rows: Range<Int>

    init(_ role: WeightRole, _ parameter: Parameter, rows: Range<Int>? = nil) {
        self.role = role
        self.parameter = parameter
        self.rows = rows ?? 0..<parameter.value.rows
    }
}

extension CausalLM {
    /// Everything that is learned, part by part.
    ///
    /// - Parameter fuses: Whether queries, keys and values are one part, and gate and up another, as they are in memory.
    func weightParts(fuses: Bool) -> [WeightPart] {
        var parts = [WeightPart(WeightRole(part: .embedding), embedding)]
        if let positions { parts.append(WeightPart(WeightRole(part: .positions), positions)) }
        for (layer, block) in blocks.enumerated() {
            parts += block.weightParts(layer: layer, configuration: configuration, fuses: fuses)
        }
        parts += norm.weightParts(.norm)
        if !configuration.tiesEmbeddings { parts.append(WeightPart(WeightRole(part: .output), head)) }
        return parts
    }
}

extension Norm {
    fileprivate func weightParts(_ part: WeightRole.Part, layer: Int? = nil) -> [WeightPart] {
        [WeightPart(WeightRole(part: part, layer: layer), weight)]
            + [bias].compactMap { $0 }.map { WeightPart(WeightRole(part: part, layer: layer, isBias: true), $0) }
    }
}

extension TransformerBlock {
    fileprivate func weightParts(layer: Int, configuration: ModelConfiguration, fuses: Bool) -> [WeightPart] {
        let norms: [(WeightRole.Part, Norm?)] = [
            (.attentionNorm, attentionNorm), (.attentionOutputNorm, attentionOutputNorm),
            (.feedForwardNorm, feedForwardNorm), (.feedForwardOutputNorm, feedForwardOutputNorm),
        ]
        var parts = attention.weightParts(layer: layer, configuration: configuration, fuses: fuses)
        switch feedForward {
        case .dense(let layers): parts += layers.weightParts(layer: layer, fuses: fuses)
        case .experts(let mixture):
            parts.append(WeightPart(WeightRole(part: .router, layer: layer), mixture.router))
            for (number, expert) in mixture.experts.enumerated() {
                parts += expert.weightParts(layer: layer, expert: number, fuses: fuses)
            }
        }
        return parts + norms.flatMap { part, norm in norm?.weightParts(part, layer: layer) ?? [] }
    }
}

extension Attention {
    fileprivate func weightParts(layer: Int, configuration: ModelConfiguration, fuses: Bool) -> [WeightPart] {
        let queries = configuration.queryWidth, keys = configuration.keyValueWidth
        let split: [(WeightRole.Part, Range<Int>)] = [
            (.queries, 0..<queries), (.keys, queries..<queries + keys), (.values, queries + keys..<queries + 2 * keys),
        ]
        let pieces = fuses ? [(.queriesKeysValues, 0..<queries + 2 * keys)] : split
        var parts = pieces.map { WeightPart(WeightRole(part: $0, layer: layer), heads, rows: $1) }
        if let headsBias {
            parts += pieces.map { WeightPart(WeightRole(part: $0, layer: layer, isBias: true), headsBias, rows: $1) }
        }
        parts.append(WeightPart(WeightRole(part: .attentionOutput, layer: layer), output))
        let rest: [(WeightRole.Part, Parameter?, Bool)] = [
            (.attentionOutput, outputBias, true), (.queryNorm, queryNorm, false), (.keyNorm, keyNorm, false),
        ]
        return parts
            + rest.compactMap { part, parameter, isBias in
                parameter.map { WeightPart(WeightRole(part: part, layer: layer, isBias: isBias), $0) }
            }
    }
}

extension FeedForward {
    fileprivate func weightParts(layer: Int, expert: Int? = nil, fuses: Bool) -> [WeightPart] {
        func role(_ part: WeightRole.Part, isBias: Bool = false) -> WeightRole {
            WeightRole(part: part, layer: layer, expert: expert, isBias: isBias)
        }
        let rows = up.value.rows
        var pieces: [(WeightRole.Part, Range<Int>)] = [(.up, 0..<rows)]
        if usesGate { pieces = fuses ? [(.gateUp, 0..<rows)] : [(.gate, 0..<rows / 2), (.up, rows / 2..<rows)] }
        var parts = pieces.map { WeightPart(role($0), up, rows: $1) }
        if let upBias { parts += pieces.map { WeightPart(role($0, isBias: true), upBias, rows: $1) } }
        parts.append(WeightPart(role(.down), down))
        if let downBias { parts.append(WeightPart(role(.down, isBias: true), downBias)) }
        return parts
    }
}
