import Synchronization

/// A device that passes every operation on to another and notes how long it took.
///
/// For benchmarks: the sums say where the time of a step goes. Operations run one after another, so that the wall
/// time of each is its share of the whole.
public final class TimedDevice: ComputeDevice {
    /// What one kind of operation cost.
    public struct Entry: Sendable {
        /// How often it ran.
        public var calls = 0
        /// Wall time in all, in seconds.
        public var seconds = 0.0
        /// Floating-point operations of matrix products, else 0.
        public var operations = 0.0
    }

    private let device: any ComputeDevice
    private let sums = Mutex<[String: Entry]>([:])

    /// Wraps `device`.
    public init(_ device: any ComputeDevice) {
        self.device = device
    }

    /// What was noted since the last `clear`, the most expensive first.
    public var entries: [(name: String, entry: Entry)] {
        sums.withLock { sums in
            sums.map { (name: $0.key, entry: $0.value) }.sorted {
                $0.entry.seconds != $1.entry.seconds ? $0.entry.seconds > $1.entry.seconds : $0.name < $1.name
            }
        }
    }

    /// Forgets what was noted.
    public func clear() {
        sums.withLock { $0.removeAll() }
    }

    private func timed<Result>(_ name: String, operations: Double = 0, _ body: () -> Result) -> Result {
        let clock = ContinuousClock(), start = clock.now
        let result = body()
        let elapsed = start.duration(to: clock.now)
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        sums.withLock { sums in
            sums[name, default: Entry()].calls += 1
            sums[name, default: Entry()].seconds += seconds
            sums[name, default: Entry()].operations += operations
        }
        return result
    }

    public func makeTensor(_ shape: [Int], _ elementType: ElementType) -> Tensor {
        device.makeTensor(shape, elementType)
    }

    public func freeze(_ stored: StoredRows, depth: Int, precision: Precision) -> FrozenPart {
        timed("freeze") { device.freeze(stored, depth: depth, precision: precision) }
    }

    public func product(_ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, residual: Tensor?, into c: Tensor) {
        timed("frozen product", operations: 2 * Double(a.rows) * Double(b.depth) * Double(b.columns)) {
            device.product(a, norm: norm, b, residual: residual, into: c)
        }
    }

    public func gatedProduct(
        _ a: Tensor, norm: RowNorm?, _ b: FrozenMatrix, _ activation: Activation, into output: Tensor
    ) {
        timed("gated frozen product", operations: 2 * Double(a.rows) * Double(b.depth) * Double(b.columns)) {
            device.gatedProduct(a, norm: norm, b, activation, into: output)
        }
    }

    public func embedding(_ tokens: [Int32], _ weight: FrozenMatrix, scale: Float, into output: Tensor) {
        timed("embedding") { device.embedding(tokens, weight, scale: scale, into: output) }
    }

    public func convert(_ source: Tensor, into target: Tensor) {
        timed("convert") { device.convert(source, into: target) }
    }

    public func add(_ source: Tensor, into target: Tensor) {
        timed("add") { device.add(source, into: target) }
    }

    public func product(_ form: ProductForm, _ a: Tensor, _ b: Tensor, residual: Tensor?, into c: Tensor) {
        let depth = form == .transposedBy ? a.rows : a.columns
        timed("product \(form.label)", operations: 2 * Double(c.count) * Double(depth)) {
            device.product(form, a, b, residual: residual, into: c)
        }
    }

    public func product(_ a: Tensor, _ b: PackedMatrix, residual: Tensor?, into c: Tensor, firstColumn: Int) {
        timed("product packed", operations: 2 * Double(a.rows) * Double(b.columns) * Double(a.columns)) {
            device.product(a, b, residual: residual, into: c, firstColumn: firstColumn)
        }
    }

    public func copyColumns(
        _ source: Tensor, _ columns: Range<Int>, scale: Float, into target: Tensor, at first: Int
    ) {
        timed("copy columns") { device.copyColumns(source, columns, scale: scale, into: target, at: first) }
    }

    public func drop(_ dropout: RowDropout, from source: Tensor, into target: Tensor) {
        timed("dropout") { device.drop(dropout, from: source, into: target) }
    }

    public func pack(_ weight: Tensor, for elementType: ElementType) -> PackedMatrix {
        timed("pack") { device.pack(weight, for: elementType) }
    }

    public func addBias(_ bias: Tensor, to rows: Tensor) {
        timed("bias") { device.addBias(bias, to: rows) }
    }

    public func addBiasBackward(_ gradient: Tensor, biasGradient: Tensor) {
        timed("bias backward") { device.addBiasBackward(gradient, biasGradient: biasGradient) }
    }

    public func embedding(_ tokens: [Int32], _ weight: Tensor, scale: Float, into output: Tensor) {
        timed("embedding") { device.embedding(tokens, weight, scale: scale, into: output) }
    }

    public func embeddingBackward(_ tokens: [Int32], gradient: Tensor, scale: Float, weightGradient: Tensor) {
        timed("embedding backward") {
            device.embeddingBackward(tokens, gradient: gradient, scale: scale, weightGradient: weightGradient)
        }
    }

    public func route(_ logits: Tensor, normalizes: Bool, choices: inout [Int32], weights: Tensor) {
        timed("routing") { device.route(logits, normalizes: normalizes, choices: &choices, weights: weights) }
    }

    public func routeBackward(
        probabilities: Tensor, choices: [Int32], weights: Tensor, gradient: Tensor, normalizes: Bool,
        into logitsGradient: Tensor
    ) {
        timed("routing backward") {
            device.routeBackward(
                probabilities: probabilities, choices: choices, weights: weights, gradient: gradient,
                normalizes: normalizes, into: logitsGradient)
        }
    }

    public func gatherRows(_ source: Tensor, _ rows: [Int32], into output: Tensor) {
        timed("experts' rows") { device.gatherRows(source, rows, into: output) }
    }

    public func sumRows(_ source: Tensor, places: [Int32], into output: Tensor) {
        timed("experts' rows backward") { device.sumRows(source, places: places, into: output) }
    }

    public func mixRows(_ source: Tensor, places: [Int32], weights: Tensor, residual: Tensor, into output: Tensor) {
        timed("experts' mixture") {
            device.mixRows(source, places: places, weights: weights, residual: residual, into: output)
        }
    }

    public func mixRowsBackward(
        gradient: Tensor, source: Tensor, places: [Int32], weights: Tensor, into sourceGradient: Tensor,
        weightsGradient: Tensor
    ) {
        timed("experts' mixture backward") {
            device.mixRowsBackward(
                gradient: gradient, source: source, places: places, weights: weights, into: sourceGradient,
                weightsGradient: weightsGradient)
        }
    }

    public func softcap(_ values: Tensor, _ cap: Float) {
        timed("softcap") { device.softcap(values, cap) }
    }

    public func softcapBackward(capped: Tensor, _ cap: Float, gradient: Tensor) {
        timed("softcap backward") { device.softcapBackward(capped: capped, cap, gradient: gradient) }
    }

    public func rmsNorm(_ x: Tensor, weight: Tensor, epsilon: Float, into output: Tensor, reciprocal: Tensor) {
        timed("norm") { device.rmsNorm(x, weight: weight, epsilon: epsilon, into: output, reciprocal: reciprocal) }
    }

    public func rmsNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, reciprocal: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor
    ) {
        timed("norm backward") {
            device.rmsNormBackward(
                gradient: gradient, x: x, weight: weight, reciprocal: reciprocal, into: xGradient,
                accumulating: accumulating, compact: compact, weightGradient: weightGradient)
        }
    }

    public func layerNorm(
        _ x: Tensor, weight: Tensor, bias: Tensor?, epsilon: Float, into output: Tensor, statistics: Tensor
    ) {
        timed("norm") {
            device.layerNorm(
                x, weight: weight, bias: bias, epsilon: epsilon, into: output, statistics: statistics)
        }
    }

    public func layerNormBackward(
        gradient: Tensor, x: Tensor, weight: Tensor, statistics: Tensor, into xGradient: Tensor, accumulating: Bool,
        compact: Tensor?, weightGradient: Tensor, biasGradient: Tensor?
    ) {
        timed("norm backward") {
            device.layerNormBackward(
                gradient: gradient, x: x, weight: weight, statistics: statistics, into: xGradient,
                accumulating: accumulating, compact: compact, weightGradient: weightGradient,
                biasGradient: biasGradient)
        }
    }

    public func rotate(_ x: Tensor, _ rotation: HeadRotation, into output: Tensor, reciprocal: Tensor?) {
        timed("rotary") { device.rotate(x, rotation, into: output, reciprocal: reciprocal) }
    }

    public func rotateBackward(
        gradient: Tensor, x: Tensor, _ rotation: HeadRotation, reciprocal: Tensor?, weightGradient: Tensor?
    ) {
        timed("rotary backward") {
            device.rotateBackward(
                gradient: gradient, x: x, rotation, reciprocal: reciprocal, weightGradient: weightGradient)
        }
    }

    public func attention(_ heads: Tensor, _ shape: AttentionShape, into output: Tensor, logSumExp: Tensor) {
        timed("attention") { device.attention(heads, shape, into: output, logSumExp: logSumExp) }
    }

    public func attentionBackward(
        gradient: Tensor, heads: Tensor, output: Tensor, logSumExp: Tensor, _ shape: AttentionShape,
        into headsGradient: Tensor
    ) {
        timed("attention backward") {
            device.attentionBackward(
                gradient: gradient, heads: heads, output: output, logSumExp: logSumExp, shape, into: headsGradient)
        }
    }

    public func store(_ heads: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape) {
        timed("storing in the cache") { device.store(heads, spans: spans, shape) }
    }

    public func attention(queries: Tensor, spans: [KVSpan], _ shape: CachedAttentionShape, into output: Tensor) {
        timed("attention over cache") {
            device.attention(queries: queries, spans: spans, shape, into: output)
        }
    }

    public func attention(
        turning heads: Tensor, by rotations: [HeadRotation], spans: [KVSpan], _ shape: CachedAttentionShape,
        into output: Tensor
    ) {
        timed("attention over cache") {
            device.attention(turning: heads, by: rotations, spans: spans, shape, into: output)
        }
    }

    public func activate(_ x: Tensor, _ activation: Activation, into output: Tensor) {
        timed("activation") { device.activate(x, activation, into: output) }
    }

    public func activateBackward(gradient: Tensor, x: Tensor, _ activation: Activation, into xGradient: Tensor) {
        timed("activation backward") {
            device.activateBackward(gradient: gradient, x: x, activation, into: xGradient)
        }
    }

    public func gatedActivation(_ gateUp: Tensor, _ activation: Activation, into output: Tensor) {
        timed("gated activation") { device.gatedActivation(gateUp, activation, into: output) }
    }

    public func gatedActivationBackward(
        gradient: Tensor, gateUp: Tensor, _ activation: Activation, into gateUpGradient: Tensor
    ) {
        timed("gated activation backward") {
            device.gatedActivationBackward(gradient: gradient, gateUp: gateUp, activation, into: gateUpGradient)
        }
    }

    public func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor?, scale: Float
    ) {
        timed("cross-entropy") {
            device.crossEntropy(logits: logits, targets: targets, losses: losses, gradient: gradient, scale: scale)
        }
    }

    public func crossEntropy(
        logits: Tensor, targets: ArraySlice<Int32>, losses: Tensor, gradient: Tensor, scales: Tensor
    ) {
        timed("cross-entropy") {
            device.crossEntropy(logits: logits, targets: targets, losses: losses, gradient: gradient, scales: scales)
        }
    }

    public func dotRows(_ a: Tensor, _ b: Tensor, into output: Tensor) {
        timed("dot products of rows") { device.dotRows(a, b, into: output) }
    }

    public func sumOfSquares(_ tensor: Tensor) -> Double {
        timed("gradient norm") { device.sumOfSquares(tensor) }
    }

    public func adamW(
        _ parameters: Tensor, gradient: Tensor, firstMoment: Tensor, secondMoment: Tensor, _ step: AdamWStep
    ) {
        timed("AdamW") {
            device.adamW(parameters, gradient: gradient, firstMoment: firstMoment, secondMoment: secondMoment, step)
        }
    }
}
