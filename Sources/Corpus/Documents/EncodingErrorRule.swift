/// What becomes of a file that is not UTF-8.
public enum EncodingErrorRule: String, Sendable, Hashable, CaseIterable {
    /// The whole file is left out, and counted.
    case drop
    /// Its bytes become part of the corpus as they are: a byte-level tokenizer can express them.
    ///
    /// This is for text files. JSON is UTF-8 by its standard, so that lines of JSON Lines files that are not are
    /// always left out.
    case keep
}
