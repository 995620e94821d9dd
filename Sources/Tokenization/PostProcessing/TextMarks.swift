/// Which tokens a `tokenizer_config.json` puts around every text.
package struct TextMarks: Sendable, Hashable {
    /// `add_bos_token`: the token that begins a text.
    let beginning: Bool
    /// `add_eos_token`: the token that ends it.
    let end: Bool
}
