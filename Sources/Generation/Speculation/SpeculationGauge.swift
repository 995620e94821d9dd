/// Decides how many tokens are guessed, from what guessing has cost and gained so far.
///
/// A step of several rows takes longer than one of a single row, and confirms one token or more. While that is faster a
/// token, guessing goes on; where it is not, it rests, and is tried again after twice as many tokens each time. So text
/// that repeats nothing loses a small part of one step in hundreds.
package struct SpeculationGauge {
    /// The longest guess.
    package let longest: Int

    /// Seconds of a step without a guess, and of one with; averages that forget.
    private var plainSeconds: Double?
    private var guessSeconds: Double?
    /// Tokens that a step with a guess has made.
    private var guessTokens: Double?
    /// Tokens until the next trial, and how many the last rest was.
    private var rest = 0
    private var lastRest = Self.firstRest

    private static let firstRest = 16
    private static let longestRest = 512
    /// How much the newest figure counts.
    private static let weight = 0.25

    package init(longest: Int) { self.longest = longest }

    /// How many tokens to guess now.
    ///
    /// The first step of all is plain: what a guess gains is measured against it.
    package var draftLength: Int { plainSeconds == nil || rest > 0 ? 0 : longest }

    /// Notes a step: the tokens that were guessed, those that it made (the guesses that held, and one more), its time.
    package mutating func note(guessed: Int, made: Int, seconds: Double) {
        guard guessed > 0 else {
            plainSeconds = Self.average(plainSeconds, seconds)
            rest = max(0, rest - made)
            return
        }
        guessSeconds = Self.average(guessSeconds, seconds)
        guessTokens = Self.average(guessTokens, Double(made))
        guard let plainSeconds, let guessSeconds, let guessTokens else { return }
        if guessSeconds / guessTokens <= plainSeconds {
            lastRest = Self.firstRest
        } else {
            rest = lastRest
            lastRest = min(2 * lastRest, Self.longestRest)
            // After a rest the text may be another: one good guess shall be enough.
            self.guessTokens = nil
            self.guessSeconds = nil
        }
    }

    private static func average(_ known: Double?, _ new: Double) -> Double {
        known.map { $0 + weight * (new - $0) } ?? new
    }
}
