import Foundation

/// How many texts are done, and how fast; told on a terminal alone.
final class EmbeddingProgress: Sendable {
    private let texts: Int
    private let start = ContinuousClock.now

    init(texts: Int) {
        self.texts = texts
    }

    /// Says that `done` texts are done.
    func show(_ done: Int) {
        let elapsed = start.duration(to: .now),
            seconds =
                Double(elapsed.components.seconds)
                + Double(elapsed.components.attoseconds) * 1e-18
        let rate = Double(done) / max(seconds, 1e-9)
        StatusLine().show(
            String(
                format: "%d of %d texts, %.0f a second, %.0f s left", done, texts, rate,
                Double(texts - done) / max(rate, 1e-9)))
    }

    /// Removes the line.
    func clear() { StatusLine().clear() }
}
