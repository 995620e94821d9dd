/// The syllables of Hangul, which are put together by arithmetic (the Unicode Standard, section 3.12).
enum Hangul {
    static let syllables: Range<UInt32> = 0xAC00..<0xD7A4
    static let leading: Range<UInt32> = 0x1100..<0x1113
    static let vowels: Range<UInt32> = 0x1161..<0x1176
    static let trailing: Range<UInt32> = 0x11A8..<0x11C3

    /// The two or three letters of `syllable`.
    static func parts(of syllable: UInt32) -> [UInt32] {
        let index = syllable - syllables.lowerBound
        let parts = [leading.lowerBound + index / 588, vowels.lowerBound + index % 588 / 28]
        return index % 28 == 0 ? parts : parts + [trailing.lowerBound + index % 28 - 1]
    }

    /// The syllable of a leading consonant and a vowel, or of a syllable and a trailing consonant.
    static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if leading.contains(first), vowels.contains(second) {
            return syllables.lowerBound + (first - leading.lowerBound) * 588 + (second - vowels.lowerBound) * 28
        }
        if syllables.contains(first), (first - syllables.lowerBound) % 28 == 0, trailing.contains(second) {
            return first + (second - trailing.lowerBound) + 1
        }
        return nil
    }
}
