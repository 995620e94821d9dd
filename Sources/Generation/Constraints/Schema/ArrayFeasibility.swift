/// Whether an array can still be finished: enough elements, and enough, but not too many, that fit a further schema.
struct ArrayFeasibility {
    let least: Int
    let most: Int?
    /// How many elements must and may fit the further schema.
    let needed: Int
    let allowed: Int?
    /// By place, whether there are elements that fit, and others; behind these places it is always the same.
    let matching: [Bool]
    let others: [Bool]
    let matchingRest: Bool
    let otherRest: Bool

    /// Whether an array of `count` elements, of which `matched` fit, can be finished.
    func canFinish(count: Int, matched: Int) -> Bool {
        var forced = matched
        var possible = matched
        func isFinished(_ length: Int) -> Bool {
            length >= least && length <= most ?? .max && possible >= needed && forced <= allowed ?? .max
        }
        var length = count
        while true {
            if isFinished(length) { return true }
            if length >= matching.count { break }
            guard length < most ?? .max, matching[length] || others[length] else { return false }
            if matching[length] { possible += 1 }
            if !others[length] { forced += 1 }
            length += 1
        }
        // All further elements are alike: as many as are missing.
        guard matchingRest || otherRest else { return false }
        let missing = matchingRest ? max(0, needed - possible) : 0
        let more = max(missing, least - length, 0)
        if matchingRest { possible += more }
        if !otherRest { forced += more }
        length += more
        return isFinished(length)
    }
}
