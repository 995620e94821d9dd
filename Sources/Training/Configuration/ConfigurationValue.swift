/// A value that a setting can hold: read strictly from text, and written so that reading gives it back exactly.
public protocol ConfigurationValue: Sendable {
    /// What a value looks like, to complete "expected ...".
    static var expectation: String { get }

    /// A short word for a value in a list of flags.
    static var placeholder: String { get }

    /// The value that the whole of `text` spells; nil where it spells none.
    init?(configurationText text: String)

    /// The text that reads back as this value.
    var configurationText: String { get }
}

extension Int: ConfigurationValue {
    public static var expectation: String { "a whole number" }
    public static var placeholder: String { "n" }

    /// Decimal digits, with underscores between groups where wanted: `2_000`.
    public init?(configurationText text: String) {
        guard text.last != "_", text.first != "_", !text.utf8.contains(UInt8(ascii: "+")) else { return nil }
        self.init(text.filter { $0 != "_" })
    }

    public var configurationText: String { String(self) }
}

extension UInt64: ConfigurationValue {
    public static var expectation: String { "a whole number that is not negative" }
    public static var placeholder: String { "n" }

    public init?(configurationText text: String) {
        guard !text.utf8.contains(UInt8(ascii: "+")) else { return nil }
        self.init(text)
    }

    public var configurationText: String { String(self) }
}

extension Double: ConfigurationValue {
    public static var expectation: String { "a number" }
    public static var placeholder: String { "x" }

    /// A decimal number such as `0.1` or `3e-4`; neither infinity nor NaN.
    public init?(configurationText text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        guard allowed, let value = Double(text), value.isFinite else { return nil }
        self = value
    }

    /// The shortest text that reads back as the same bits.
    public var configurationText: String { description }
}

extension Bool: ConfigurationValue {
    public static var expectation: String { "true or false" }
    public static var placeholder: String { "yes" }

    public init?(configurationText text: String) {
        switch text {
        case "true": self = true
        case "false": self = false
        default: return nil
        }
    }

    public var configurationText: String { self ? "true" : "false" }
}

extension String: ConfigurationValue {
    public static var expectation: String { "text" }
    public static var placeholder: String { "text" }
    public init?(configurationText text: String) { self = text }
    public var configurationText: String { self }
}
