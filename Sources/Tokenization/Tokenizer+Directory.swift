public import Foundation

extension Tokenizer {
    /// Loads the tokenizer of a model's folder: `tokenizer.json`, and what `tokenizer_config.json` (or
    /// `special_tokens_map.json`) says of the tokens that begin and end a text.
    ///
    /// Where the latter has `add_bos_token` or `add_eos_token`, they say what is put around a text, as they do for
    /// `transformers`, and not the post-processor of the former.
    ///
    /// - Throws: as ``init(tokenizerJSON:)`` does, of either file.
    public convenience init(directory: URL) throws {
        let tokenizer = try Tokenizer(tokenizerJSON: directory.appending(path: Self.fileName))
        let configuration = try TokenizerConfiguration(directory: directory)
        let begin = configuration.beginOfText.flatMap { tokenizer.specialToken($0) }
        let end = configuration.endOfText.flatMap { tokenizer.specialToken($0) }
        var postProcessor = tokenizer.postProcessor
        var beginOfText = tokenizer.beginOfTextToken
        if let marks = configuration.marks {
            beginOfText = marks.beginning ? begin : nil
            postProcessor = .marking(begin: beginOfText, end: marks.end ? end : nil)
        }
        self.init(
            model: tokenizer.model, addedTokens: tokenizer.addedTokens, normalizer: tokenizer.normalizer,
            postProcessor: postProcessor, beginOfTextToken: .some(beginOfText),
            endOfTextToken: end ?? tokenizer.endOfTextToken, file: tokenizer.file,
            addsMarks: configuration.marks)
    }
}
