/// A token that is found in the text itself, before anything is cut or merged.
public struct AddedToken: Hashable, Sendable {
    /// What stands for it in text.
    public let text: String
    /// Its id.
    public let id: Int32
    /// Whether it belongs to the model's own language, as the end of a text does: it is found only where the caller
    /// allows it, and left out of decoded text where the caller says so.
    public let isSpecial: Bool
    /// Whether it counts only where no letter or digit stands beside it.
    public let isSingleWord: Bool
    /// Whether it takes the white space before it.
    public let stripsLeft: Bool
    /// Whether it takes the white space after it.
    public let stripsRight: Bool
    /// Whether it is looked for in the normalized text, in its own normalized form.
    public let isNormalized: Bool

    /// Describes an added token.
    public init(
        text: String, id: Int32, isSpecial: Bool = true, isSingleWord: Bool = false, stripsLeft: Bool = false,
        stripsRight: Bool = false, isNormalized: Bool = false
    ) {
        self.text = text
        self.id = id
        self.isSpecial = isSpecial
        self.isSingleWord = isSingleWord
        self.stripsLeft = stripsLeft
        self.stripsRight = stripsRight
        self.isNormalized = isNormalized
    }
}
