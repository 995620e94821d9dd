import Synchronization
import Tensors

/// The rotary angles of a model, computed as far as positions have been asked for.
final class RotaryEmbedding: Sendable {
    private let size: Int
    private let base: Double
    private let table = Mutex<RotaryTable?>(nil)

    init(size: Int, base: Double) {
        self.size = size
        self.base = base
    }

    /// Angles for at least `positions` positions.
    func table(positions: Int) -> RotaryTable {
        table.withLock { known in
            if let known, known.positions >= positions { return known }
            var room = 256
            while room < positions { room *= 2 }
            let made = RotaryTable(positions: room, size: size, base: base)
            known = made
            return made
        }
    }
}
