import CPCRE2
import Synchronization

/// A regular expression as machine code of PCRE2.
///
/// Compiled code never changes and is shared between threads; each search borrows an engine of its own.
package final class CompiledExpression: @unchecked Sendable {
    /// What was compiled.
    package let text: String
    private let code: OpaquePointer
    private let free = Mutex<[ExpressionMatcher]>([])
    private static let mostKept = 64

    /// Compiles `text`; classes follow Unicode (`UCP`), and subjects are UTF-8.
    ///
    /// - Throws: ``PretokenizerPatternError`` with PCRE2's message and the place.
    package init(_ text: String) throws(PretokenizerPatternError) {
        var number: Int32 = 0
        var offset = 0
        let translation = ExpressionTranslation(text)
        let code = translation.pattern.withUnsafeBufferPointer { bytes in
            pcre2_compile_8(bytes.baseAddress, bytes.count, PCRE2_UTF | PCRE2_UCP, &number, &offset, nil)
        }
        guard let code else {
            var message = [UInt8](repeating: 0, count: 256)
            let length = pcre2_get_error_message_8(number, &message, message.count)
            let detail = String(decoding: message.prefix(Int(max(length, 0))), as: UTF8.self)
            throw PretokenizerPatternError(
                expression: text, offset: translation.originalPlace(of: offset), detail: detail)
        }
        // Where machine code cannot be made, the search interprets the expression.
        pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        self.code = code
        self.text = text
    }

    deinit {
        free.withLock { $0.removeAll() }
        pcre2_code_free_8(code)
    }

    /// The version of Unicode whose properties PCRE2 knows, such as 14.0.
    package static let unicodeVersion: Unicode.Version = {
        var text = [UInt8](repeating: 0, count: 24)
        let length = text.withUnsafeMutableBytes {
            pcre2_config_8(UInt32(PCRE2_CONFIG_UNICODE_VERSION), $0.baseAddress)
        }
        let numbers = String(decoding: text.prefix(max(Int(length) - 1, 0)), as: UTF8.self).split(separator: ".")
        return (
            major: numbers.first.flatMap { Int($0) } ?? 0, minor: numbers.dropFirst().first.flatMap { Int($0) } ?? 0
        )
    }()

    /// An engine that nobody else uses until the lease ends.
    func lease() -> ExpressionMatcherLease {
        ExpressionMatcherLease(free.withLock { $0.popLast() } ?? ExpressionMatcher(code), of: self)
    }

    fileprivate func giveBack(_ matcher: ExpressionMatcher) {
        matcher.forget()
        free.withLock { if $0.count < Self.mostKept { $0.append(matcher) } }
    }

    /// Calls `body` with the range of each match in `bytes`, from left to right; empty matches too.
    package func forEachMatch(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        guard let base = bytes.baseAddress else { return }
        let lease = lease()
        let text = ClassifiedText(base)
        lease.matcher.begin(text, at: 0, before: bytes.count)
        while let match = lease.matcher.nextMatch() { body(match) }
    }
}

/// The right to use an engine; it goes back when the last copy of the lease is gone.
final class ExpressionMatcherLease {
    let matcher: ExpressionMatcher
    private let expression: CompiledExpression

    init(_ matcher: ExpressionMatcher, of expression: CompiledExpression) {
        self.matcher = matcher
        self.expression = expression
    }

    deinit { expression.giveBack(matcher) }
}
