import Foundation
import Synchronization
import Training

/// A line that tells how far a measurement is, how fast it goes, and when it will be done; it ends the measurement when
/// the user wants that.
final class EvaluationProgress: Sendable {
    private let name: String
    private let count: Int
    private let line = StatusLine()
    private let clock = ContinuousClock()
    /// Time counts from the first tick: loading the model is no part of the rate.
    private let state: Mutex<(done: Int, begin: ContinuousClock.Instant?, shown: ContinuousClock.Instant?)>

    init(_ name: String, count: Int) {
        self.name = name
        self.count = count
        state = Mutex((0, nil, nil))
    }

    /// Called between passes of the model: tells how it stands, and throws where the user has had enough.
    @Sendable func tick() throws {
        let done = state.withLock { state in
            let now = clock.now
            if let shown = state.shown, now - shown < .milliseconds(200) { return state.done }
            let begin = state.begin ?? now
            (state.begin, state.shown) = (begin, now)
            show(done: state.done, seconds: (now - begin) / .seconds(1))
            return state.done
        }
        try Interruption.check("\(done) of \(count) samples were done")
    }

    /// Notes that one more sample is done.
    func add() { state.withLock { $0.done += 1 } }

    /// Seconds since the first pass of the model.
    var seconds: Double { state.withLock { state in state.begin.map { (clock.now - $0) / .seconds(1) } ?? 0 } }

    /// Removes the line.
    func clear() { line.clear() }

    private func show(done: Int, seconds: Double) {
        guard done > 0, seconds > 0 else {
            line.show("\(name): 0 of \(count) samples")
            return
        }
        let rate = Double(done) / seconds
        line.show(
            "\(name): \(done) of \(count) samples, \(String(format: "%.1f", rate)) a second, ETA "
                + FigureFormat.duration(Double(count - done) / rate))
    }
}
