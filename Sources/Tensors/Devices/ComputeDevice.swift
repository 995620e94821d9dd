/// What a device must do for models to run on it: the operations, forward and backward, on tensors in its memory.
///
/// The tape decides what happens; the device does it. All sums have one order that depends on shapes alone, so that
/// results do not change with the number of threads. Gradients of parameters are always added to, never overwritten.
public protocol ComputeDevice: AnyObject, Sendable {
    /// A tensor whose memory is lent by the device's pool and holds whatever was there before.
    func makeTensor(_ shape: [Int], _ elementType: ElementType) -> Tensor

    /// Copies `source` into `target`, which may have another element type.
    func convert(_ source: Tensor, into target: Tensor)

    /// target += source, both float32.
    func add(_ source: Tensor, into target: Tensor)

    /// target[:, first...] = scale * source[:, columns]: float32 into any type, or bfloat16 as it is (`scale` 1).
    func copyColumns(_ source: Tensor, _ columns: Range<Int>, scale: Float, into target: Tensor, at first: Int)

    /// target = source, with 0 in the place of what falls away; both may be one tensor.
    func drop(_ dropout: RowDropout, from source: Tensor, into target: Tensor)

    /// A matrix product in one of the three forms that a linear layer needs.
    func product(_ form: ProductForm, _ a: Tensor, _ b: Tensor, residual: Tensor?, into c: Tensor)

    /// A product of rows with a weight that was packed before, written into the columns of `c` from `firstColumn` on, with
    /// those of `residual` added; the arithmetic of a row does not depend on the others.
    func product(_ a: Tensor, _ b: PackedMatrix, residual: Tensor?, into c: Tensor, firstColumn: Int)

    /// Packs a weight `[out, in]` for products with rows of `elementType`.
    func pack(_ weight: Tensor, for elementType: ElementType) -> PackedMatrix

    /// Lays rows of a file out for products, in their own encoding where the device multiplies it with activations of
    /// `precision`.
    func freeze(_ stored: StoredRows, depth: Int, precision: Precision) -> FrozenPart

    /// A product of rows with a weight in the encoding of its file; the arithmetic of a row does not depend on the others.
    ///
    /// With a norm, rows (float32) are normalized first; the bits are those of a norm before the product.
    func product(_ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, residual: Tensor?, into c: Tensor)
    /// activation(gate) * up of the columns [gate | up] of such a product, with the bits of the operations one by one.
    func gatedProduct(_ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, _ activation: Activation, into output: Tensor)

    /// output[i] = scale * weight[tokens[i]].
    func embedding(_ tokens: [Int32], _ weight: FrozenMatrix, scale: Float, into output: Tensor)

    /// Adds `bias` to each row.
    func addBias(_ bias: Tensor, to rows: Tensor)
    /// biasGradient += the sum of the rows of `gradient`.
    func addBiasBackward(_ gradient: Tensor, biasGradient: Tensor)

    /// output[i] = scale * weight[tokens[i]].
    func embedding(_ tokens: [Int32], _ weight: Tensor, scale: Float, into output: Tensor)
    /// weightGradient[tokens[i]] += scale * gradient[i], in the order of i.
    func embeddingBackward(_ tokens: [Int32], gradient: Tensor, scale: Float, weightGradient: Tensor)

    /// output = x / rms(x) * weight for each row; `reciprocal` receives 1 / rms(x).
    func rmsNorm(_ x: Tensor, weight: Tensor, epsilon: Float, into output: Tensor, reciprocal: Tensor)
    /// Writes or adds to the gradient of x; `compact` receives it in bfloat16 as well.
    func rmsNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, reciprocal: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor)

    /// output = (x - mean(x)) / deviation(x) * weight + bias for each row; `statistics` [rows, 2] receives mean(x) and
    /// 1 / deviation(x).
    func layerNorm(
        _ x: Tensor, weight: Tensor, bias: Tensor?, epsilon: Float, into output: Tensor, statistics: Tensor)
    /// Writes or adds to the gradient of x; `compact` receives it in bfloat16 as well.
    func layerNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, statistics: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor, biasGradient: Tensor?)

    /// Normalizes (with a weight) and rotates the heads in `heads` of each row.
    func rotate(_ x: Tensor, _ rotation: HeadRotation, into output: Tensor, reciprocal: Tensor?)
    /// Turns the gradient of the rotated heads into that of the heads, in place.
    func rotateBackward(
        gradient: Tensor, x: Tensor, _ rotation: HeadRotation, reciprocal: Tensor?, weightGradient: Tensor?)

    /// Attention over each sequence of rows of queries, keys and values; `logSumExp` has a number for each row and head.
    func attention(_ heads: Tensor, _ shape: AttentionShape, into output: Tensor, logSumExp: Tensor)
    /// The gradient of queries, keys and values.
    func attentionBackward(
        gradient: Tensor, heads: Tensor, output: Tensor, logSumExp: Tensor, _ shape: AttentionShape,
        into headsGradient: Tensor)

    /// Stores the keys and values of rows [queries | keys | values] (float32) at the positions of `spans`, which take
    /// the rows one after another and share a pool.
    func store(_ heads: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape)
    /// Attention of rows [queries | ...] over the sequences of `spans`, which already hold their keys and values; the
    /// arithmetic of a row depends on its own sequence alone.
    func attention(queries: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape, into output: Tensor)

    /// The three in one: normalizes and rotates heads of the rows in place, stores keys and values, and attends, with the same
    /// bits.
    func attention(
        turning heads: Tensor, by rotations: [HeadRotation], spans: [KVSpan], _ shape: CachedAttentionShape,
        into output: Tensor)

    /// output = activation(x), element by element.
    func activate(_ x: Tensor, _ activation: Activation, into output: Tensor)
    /// The gradient of x; may overwrite `x` itself.
    func activateBackward(gradient: Tensor, x: Tensor, _ activation: Activation, into xGradient: Tensor)

    /// output = activation(gate) * up from rows [gate | up].
    func gatedActivation(_ gateUp: Tensor, _ activation: Activation, into output: Tensor)
    /// The gradient of [gate | up]; may overwrite `gateUp` itself.
    func gatedActivationBackward(
        gradient: Tensor, gateUp: Tensor, _ activation: Activation, into gateUpGradient: Tensor)

    /// The most probable experts of each row of `logits`, which become probabilities, and their weights.
    func route(_ logits: Tensor, normalizes: Bool, choices: inout [Int32], weights: Tensor)
    /// The gradient of the logits from that of the weights.
    func routeBackward(
        probabilities: Tensor, choices: [Int32], weights: Tensor, gradient: Tensor, normalizes: Bool,
        into logitsGradient: Tensor)

    /// output[i] = source[rows[i]], of any element type.
    func gatherRows(_ source: Tensor, _ rows: [Int32], into output: Tensor)
    /// output[i] = the sum of source[places] over the i-th of equal runs of `places`, in order.
    func sumRows(_ source: Tensor, places: [Int32], into output: Tensor)
    /// output[i] = residual[i] + the sum of weight * source[place] over the i-th row of weights, in order.
    func mixRows(_ source: Tensor, places: [Int32], weights: Tensor, residual: Tensor, into output: Tensor)
    /// The gradients of the source and of the weights.
    func mixRowsBackward(
        gradient: Tensor, source: Tensor, places: [Int32], weights: Tensor, into sourceGradient: Tensor,
        weightsGradient: Tensor)

    /// cap * tanh(value / cap) of every value, in place.
    func softcap(_ values: Tensor, _ cap: Float)
    /// Multiplies `gradient` by the slope of the softcap, where it gave `capped`.
    func softcapBackward(capped: Tensor, _ cap: Float, gradient: Tensor)

    /// -log softmax(logits)[target] of each row (0 where the target is negative), and the gradient times `scale`.
    func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor?, scale: Float)
    /// The same with a factor [rows] for the gradient of each row.
    func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor, scales: Tensor)
    /// output[i] = the sum of the products of the elements of a[i] and b[i], all float32.
    func dotRows(_ a: Tensor, _ b: Tensor, into output: Tensor)

    /// The sum of the squares of all elements, in double precision.
    func sumOfSquares(_ tensor: Tensor) -> Double

    /// One AdamW step on `parameters` (float32).
    func adamW(
        _ parameters: Tensor, gradient: Tensor, firstMoment: Tensor, secondMoment: Tensor, _ step: AdamWStep)
}

extension ComputeDevice {
    /// A product of rows with a weight that was packed before, as wide as `c`.
    public func product(_ a: Tensor, _ b: PackedMatrix, residual: Tensor?, into c: Tensor) {
        precondition(c.columns == b.columns, "\(a.shape) times [\(b.depth), \(b.columns)]")
        product(a, b, residual: residual, into: c, firstColumn: 0)
    }

    /// A product of rows with a weight in the encoding of its file.
    public func product(_ a: Tensor, _ b: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        product(a, norm: nil, b, residual: residual, into: c)
    }
}
