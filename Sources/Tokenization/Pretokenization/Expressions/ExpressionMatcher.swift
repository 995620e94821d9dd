import CPCRE2

/// Searches one text after the other with a compiled expression, and keeps its memory.
///
/// Not synchronized: the expression hands each engine to one user at a time. A search that takes more than
/// ``mostSteps`` ends the cutting: the rest of the text is one piece, so that no pattern hangs and no byte is lost.
final class ExpressionMatcher: @unchecked Sendable {
    /// The limit of PCRE2's internal counters for one search.
    static let mostSteps: UInt32 = 1_000_000
    private static let largestStack = 8 << 20

    private let code: OpaquePointer
    private let data: OpaquePointer?
    private let context: OpaquePointer?
    private let stack: OpaquePointer?
    private var subject = ExpressionSubject()
    /// Where the subject begins in the text, and where it ends.
    private var textStart = 0
    private var textLimit = -1
    /// Where the next search begins, in the subject; nil after the last match.
    private var searchStart: Int?
    private var mustNotBeEmpty = false
    /// The match that was found behind a piece that no match covers, in the text.
    private var pending: Range<Int>?

    init(_ code: OpaquePointer) {
        self.code = code
        data = pcre2_match_data_create_8(1, nil)
        context = pcre2_match_context_create_8(nil)
        stack = pcre2_jit_stack_create_8(32 << 10, Self.largestStack, nil)
        pcre2_set_match_limit_8(context, Self.mostSteps)
        pcre2_set_heap_limit_8(context, 64 << 10)
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }

    /// Ends the work on a text.
    func forget() {
        textLimit = -1
        pending = nil
        subject.removeAll()
    }

    /// Where the piece ends that begins at `start` of a text that ends at `limit`: with the match that begins there,
    /// or before the next one. Pieces are asked for one after the other.
    func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int {
        if limit != textLimit { begin(text, at: start, before: limit) }
        if let match = pending {
            pending = nil
            if !match.isEmpty { return match.upperBound }
        }
        while let match = nextMatch() {
            if match.lowerBound > start {
                pending = match
                return match.lowerBound
            }
            if !match.isEmpty { return match.upperBound }
        }
        return limit
    }

    /// Makes the bytes from `start` to `limit` the text to search.
    func begin(_ text: ClassifiedText, at start: Int, before limit: Int) {
        subject.set(text.base + start, count: limit - start)
        (textStart, textLimit) = (start, limit)
        (searchStart, mustNotBeEmpty) = (0, false)
        pending = nil
    }

    /// The next match, in places of the text; nil where there is none, or where the search took too long.
    func nextMatch() -> Range<Int>? {
        guard let start = searchStart, let data else { return nil }
        let options = mustNotBeEmpty ? PCRE2_NOTEMPTY_ATSTART : 0
        let result = subject.withBytes { bytes in
            pcre2_match_8(code, bytes.baseAddress, bytes.count, start, options | PCRE2_NO_UTF_CHECK, data, context)
        }
        guard result >= 0, let places = pcre2_get_ovector_pointer_8(data) else {
            searchStart = nil
            return nil
        }
        // \K in a lookahead can put a match's end before its start.
        let (lower, upper) = (max(min(places[0], places[1]), start), max(places[0], places[1], start))
        searchStart = upper
        mustNotBeEmpty = lower == upper
        return textStart + subject.place(of: lower)..<textStart + subject.place(of: upper)
    }
}
