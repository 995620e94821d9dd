import Glibc

/// Makes tokens less probable that would go on with a repeated sequence. Source: see ``DRYOptions``.
struct SequenceRepetition: LogitAdjustment {
    let options: DRYOptions
    /// What no sequence may cross; nil where nothing breaks them.
    let breakers: SequenceBreakers?

    var stage: SamplingStage { .dry }

    func apply(to logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int32]) {
        let window = options.window < 0 ? tokens.count : min(options.window, tokens.count)
        let limit = breakers?.lengthSinceBreak(tokens, limit: window) ?? window
        guard limit >= options.allowedLength else { return }
        for (token, length) in Self.continuations(of: tokens.suffix(window), limit: limit)
        where length >= options.allowedLength && logits.indices.contains(Int(token)) {
            let growth = pow(options.base, Double(length - options.allowedLength))
            // Large enough for any logit, and still finite.
            logits[Int(token)] -= Float(min(options.multiplier * growth, 1e30))
        }
    }

    /// Every token that followed an earlier occurrence of the last tokens, with the length of the longest such match.
    ///
    /// The match lengths of all places are found in one pass over the reversed tokens (the Z-function: Gusfield,
    /// "Algorithms on strings, trees and sequences", 1997, section 1.4).
    ///
    /// - Parameter limit: no match counts as longer.
    static func continuations(of tokens: ArraySlice<Int32>, limit: Int) -> [Int32: Int] {
        let reversed = Array(tokens.reversed())
        var matches = [Int](repeating: 0, count: reversed.count)
        var longest: [Int32: Int] = [:]
        // The stretch known to equal the beginning that reaches furthest.
        var start = 0
        var end = 0
        for place in reversed.indices.dropFirst() {
            var length = place < end ? min(end - place, matches[place - start]) : 0
            while place + length < reversed.count, reversed[length] == reversed[place + length] { length += 1 }
            matches[place] = length
            if place + length > end {
                start = place
                end = place + length
            }
            if length > 0 {
                let follower = reversed[place - 1]
                longest[follower] = max(longest[follower] ?? 0, min(length, limit))
            }
        }
        return longest
    }
}
