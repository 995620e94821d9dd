import Synchronization
import Tensors

/// Rotary angles, computed as far as positions have been asked for.
final class RotaryEmbedding: Sendable {
    private let frequencies: [Float]
    private let factor: Double
    private let table = Mutex<RotaryTable?>(nil)

    /// Angles position * frequency, whose cosines and sines are multiplied by `factor`.
    init(frequencies: [Float], factor: Double) {
        self.frequencies = frequencies
        self.factor = factor
    }

    /// Angles for at least `positions` positions.
    func table(positions: Int) -> RotaryTable {
        table.withLock { known in
            if let known, known.positions >= positions { return known }
            var room = 256
            while room < positions { room *= 2 }
            let made = RotaryTable(positions: room, frequencies: frequencies, factor: factor)
            known = made
            return made
        }
    }
}
