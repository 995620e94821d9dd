import Foundations

/// A random edit of a random file, and patches that say it, written in the plainest way.
struct RandomEdit {
    private enum Step {
        case keep(String)
        case remove(String)
        case add(String)
    }

    private let steps: [Step]
    private let context: Int

    init(_ generator: inout SplitMix64) {
        let count = generator.next(below: 30)
        var steps: [Step] = []
        for number in 0..<count {
            // Few different words, but each line of the old file only once: a hunk without line numbers has one place.
            let word = ["", "a", "  b", "\tc ", "-d", "+e", "@@ f", "*** g", "é"][generator.next(below: 9)]
            switch generator.next(below: 6) {
            case 0: steps.append(.remove("\(word)\(number)"))
            case 1: steps += [.remove("\(word)\(number)"), .add("\(word)new\(number)")]
            case 2: steps += [.add("added\(number)"), .keep("\(word)\(number)")]
            default: steps.append(.keep("\(word)\(number)"))
            }
        }
        if count == 0 { steps.append(.add("first")) }
        self.steps = steps
        context = 1 + generator.next(below: 3)
    }

    var old: [String] {
        steps.compactMap {
            switch $0 {
            case .keep(let line), .remove(let line): line
            case .add: nil
            }
        }
    }

    var new: [String] {
        steps.compactMap {
            switch $0 {
            case .keep(let line), .add(let line): line
            case .remove: nil
            }
        }
    }

    var oldText: String { old.map { $0 + "\n" }.joined() }
    var newText: String { new.map { $0 + "\n" }.joined() }

    /// The ranges of steps that hunks show: changes with their context, those that touch taken together.
    private var hunks: [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, step) in steps.enumerated() {
            if case .keep = step { continue }
            let range = max(0, index - context)..<min(steps.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks
    }

    private func lines(_ range: Range<Int>) -> [String] {
        steps[range].map {
            switch $0 {
            case .keep(let line): " " + line
            case .remove(let line): "-" + line
            case .add(let line): "+" + line
            }
        }
    }

    var codex: String {
        var lines = ["*** Begin Patch", "*** Update File: a.txt"]
        for hunk in hunks { lines += ["@@"] + self.lines(hunk) }
        return (lines + ["*** End Patch"]).joined(separator: "\n")
    }

    var unified: String {
        var lines = ["--- a/a.txt", "+++ b/a.txt"]
        for hunk in hunks {
            func counts(_ range: Range<Int>) -> (old: Int, new: Int) {
                var counts = (old: 0, new: 0)
                for step in steps[range] {
                    if case .add = step {} else { counts.old += 1 }
                    if case .remove = step {} else { counts.new += 1 }
                }
                return counts
            }
            let before = counts(0..<hunk.lowerBound)
            let own = counts(hunk)
            let oldStart = own.old == 0 ? before.old : before.old + 1
            let newStart = own.new == 0 ? before.new : before.new + 1
            lines += ["@@ -\(oldStart),\(own.old) +\(newStart),\(own.new) @@"] + self.lines(hunk)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
