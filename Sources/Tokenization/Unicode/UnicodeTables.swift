/// The tables of characters, each of which is otherwise built when a text first asks for it.
package enum UnicodeTables {
    /// Builds all of them: for whoever measures what a text alone takes.
    package static func build() {
        _ = CharacterClassTable.characterClass(of: 0xE9)
        _ = CharacterProperties.of(0xE9)
        _ = NormalizationTable.canonical
        _ = NormalizationTable.compatible
        var lowercased: [UInt8] = []
        LowercaseMapping.append(0xC9, to: &lowercased)
    }
}
