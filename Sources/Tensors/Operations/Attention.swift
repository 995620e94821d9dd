/// Attention with grouped queries over whole sequences.
///
/// Source: Vaswani et al., "Attention is all you need" (2017), equation 1; Ainslie et al., "GQA" (2023).
struct Attention: Operation {
    let heads: Variable
    let shape: AttentionShape
    let logSumExp: Tensor
    let output: Variable

    func backward(on tape: Tape) {
        guard let gradient = tape.takeGradient(of: output) else { return }
        let headsGradient = tape.device.makeTensor(heads.value.shape, heads.value.elementType)
        tape.device.attentionBackward(
            gradient: gradient.tensor, heads: heads.value, output: output.value, logSumExp: logSumExp, shape,
            into: headsGradient)
        tape.passGradient(Tape.Gradient(tensor: headsGradient), to: heads)
    }
}

extension Tape {
    /// Attention within each sequence of rows [queries | keys | values]: [rows, queryHeads * headSize].
    public func attention(_ heads: Variable, _ shape: AttentionShape) -> Variable {
        precondition(
            heads.value.shape == [shape.rowCount, shape.rowWidth],
            "\(heads.value.shape) does not hold \(shape)")
        let output = device.makeTensor(
            [heads.value.rows, shape.queryHeads * shape.headSize], heads.value.elementType)
        let logSumExp = device.makeTensor([shape.rowCount, shape.queryHeads], .float32)
        device.attention(heads.value, shape, into: output, logSumExp: logSumExp)
        let result = variable(output)
        record(Attention(heads: heads, shape: shape, logSumExp: logSumExp, output: result))
        return result
    }

    /// Attention of new rows [queries | keys | values] over the sequences of `spans`, which receive them first.
    ///
    /// For tapes that generate: nothing is recorded, and the rotations of heads that come before happen in place.
    public func attention(
        _ heads: Variable, _ rotations: [HeadRotation] = [], spans: [KVSpan], _ shape: CachedAttentionShape
    ) -> Variable {
        precondition(!records, "attention over a cache has no gradient")
        var rows = heads.value, rotations = rotations
        if rows.elementType != .float32 {
            // What is rounded is what was turned.
            for rotation in rotations { device.rotate(rows, rotation, into: rows, reciprocal: nil) }
            rotations = []
            rows = device.makeTensor(rows.shape, .float32)
            device.convert(heads.value, into: rows)
        }
        let headSize = spans.first?.sequence.pool.shape.headSize ?? 0
        var output = device.makeTensor([rows.rows, shape.queryHeads * headSize], .float32)
        device.attention(turning: rows, by: rotations, spans: spans, shape, into: output)
        if precision.activations != .float32 {
            let converted = makeActivation(output.shape)
            device.convert(output, into: converted)
            output = converted
        }
        return variable(output)
    }
}
