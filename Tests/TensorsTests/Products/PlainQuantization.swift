/// Activations of eight bits, the plain way.
enum PlainQuantization {
    /// Each number as the nearest of 255 multiples of the block's scale, for blocks of 32.
    static func rounded(_ values: [Float]) -> [Double] {
        stride(from: 0, to: values.count, by: 32).flatMap { start -> [Double] in
            let block = values[start..<min(values.count, start + 32)]
            let greatest = block.reduce(0) { max($0, abs($1)) }
            guard greatest > 0 else { return block.map { _ in 0 } }
            let scale = greatest / 127, inverse = 127 / greatest
            return block.map { Double(scale) * Double(($0 * inverse).rounded(.toNearestOrEven)) }
        }
    }
}
