/// The formats in which conversations are published.
public enum TranscriptFormat: String, Sendable, Hashable, CaseIterable {
    /// A list of turns with `role` and `content`, as OpenAI has them, with `tool_calls`.
    case chat
    /// A list of turns with `from` and `value`, as ShareGPT has them, with `function_call` and `observation`.
    case sharegpt
    /// An `instruction` with its `output`, and with `input`, `system` and `history` beside them, as Alpaca has them.
    case alpaca
}
