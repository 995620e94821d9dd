public import Foundation

/// A task of a suite: what is measured, and how.
public struct SuiteTask: Sendable, Hashable {
    /// What is measured.
    public var kind: SuiteTaskKind
    /// What reports call it; unique in its suite.
    public var name: String
    /// The files or folders of the samples.
    public var data: [URL]
    /// The first so many samples of each file are measured; nil: all.
    public var limit: Int?
    /// Examples that stand before each question; nil: as many as the kind is used to.
    public var shots: Int?
    /// A file of examples; nil: the beginning of the data.
    public var shotsFrom: URL?
    /// Tokens of an answer at most; nil: as many as the kind is used to.
    public var maximumTokens: Int?
    /// Whether the model is asked with plain text, whatever it has.
    public var isPlain = false
    /// Tokens in a window; nil: the model's context.
    public var window: Int?
    /// Tokens of context that a window takes from the one before.
    public var overlap = 1

    /// A task with the settings that its kind is used to.
    public init(_ kind: SuiteTaskKind, name: String? = nil, data: [URL]) {
        self.kind = kind
        self.name = name ?? kind.rawValue
        self.data = data
    }
}
