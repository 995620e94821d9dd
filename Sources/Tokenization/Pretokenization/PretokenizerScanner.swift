/// Cuts bytes into pretokens exactly as the regular expressions of a ``PretokenizerPattern`` do.
///
/// Every byte belongs to exactly one pretoken.
package struct PretokenizerScanner {
    private let text: ClassifiedText
    private let end: Int
    private let rules: [SplitRule]
    /// Where the present piece of each step ends, for steps after which others come.
    private var limits: [Int] = []
    /// The engines of the steps that are compiled expressions.
    private var matchers: [ExpressionMatcherLease?] = []
    /// Where the next pretoken begins.
    package private(set) var position = 0

    /// Scans `count` bytes from `base`, which must stay valid while the scanner is used.
    package init(_ base: UnsafePointer<UInt8>, count: Int, pattern: PretokenizerPattern = .gpt4) {
        text = ClassifiedText(base)
        end = count
        rules = pattern.rules
        limits = [Int](repeating: 0, count: rules.count)
        if !pattern.isScanned {
            matchers = rules.map { if case .expression(let expression) = $0 { expression.lease() } else { nil } }
        }
    }

    /// The range of the next pretoken; nil at the end of the bytes.
    @inline(__always)
    package mutating func next() -> Range<Int>? {
        let start = position
        guard start < end else { return nil }
        position = nextEnd(from: start)
        return Range(uncheckedBounds: (start, position))
    }

    /// Goes on at `position`, where a pretoken begins; only for patterns that have a kernel.
    @inline(__always)
    package mutating func move(to position: Int) {
        guard position != self.position else { return }
        self.position = position
        for step in limits.indices { limits[step] = position }
    }

    private mutating func nextEnd(from start: Int) -> Int {
        guard let last = rules.indices.last else { return end }
        // The innermost step whose surrounding piece is not used up goes on, and those inside it begin anew.
        var step = last
        while step > 0, limits[step - 1] == start { step -= 1 }
        for step in step...last {
            let limit = step == 0 ? end : limits[step - 1]
            limits[step] =
                rules[step].end(of: text, from: start, before: limit)
                ?? matchers[step]?.matcher.end(of: text, from: start, before: limit) ?? limit
        }
        return limits[last]
    }
}
