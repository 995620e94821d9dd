/// Brings text into one of the normalization forms of Unicode; bytes that are not UTF-8 stay as they are.
///
/// Characters that cannot change are copied. Where one may, the work is done from the character before it, which it may
/// join, up to the next that surely stands by itself.
package struct UnicodeNormalizer: Normalizer {
    package let form: NormalizationForm

    package init(_ form: NormalizationForm) { self.form = form }

    private var table: NormalizationTable { form.isCompatible ? .compatible : .canonical }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        let table = table
        let stops: NormalizationTable.Flags = form.composes ? [.combines, .mayCompose] : [.combines, .decomposes]
        var characters: [CombiningCharacter] = []
        var copied = 0
        // Where the last character began that stands by itself.
        var starter = 0
        var position = 0
        while position < text.count {
            if base[position] < 0x80 {
                starter = position
                position += 1
                continue
            }
            let (length, codePoint) = UTF8Decoding.character(base, at: position, before: text.count)
            guard let codePoint, !table.flags(of: codePoint).isDisjoint(with: stops) else {
                starter = position
                position += length
                continue
            }
            let start = form.composes ? starter : position
            result.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<start]))
            characters.removeAll(keepingCapacity: true)
            var end = start
            while end < text.count {
                let (length, codePoint) = UTF8Decoding.character(base, at: end, before: text.count)
                guard let codePoint, end <= position || !table.flags(of: codePoint).isDisjoint(with: stops) else {
                    if end == start, codePoint == nil {
                        // A byte that is no character cannot be joined.
                        result.append(base[end])
                        end += 1
                        continue
                    }
                    break
                }
                table.decompose(codePoint, into: &characters)
                end += length
            }
            Self.sort(&characters)
            if form.composes { Self.compose(&characters, by: table) }
            for character in characters { UTF8Decoding.append(character.codePoint, to: &result) }
            (copied, starter, position) = (end, end, end)
        }
        result.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }

    /// Puts combining characters that follow each other into the order of their classes; equal ones keep their order.
    private static func sort(_ characters: inout [CombiningCharacter]) {
        var start = 0
        while start < characters.count {
            guard characters[start].combiningClass != 0 else {
                start += 1
                continue
            }
            var end = start + 1
            var isSorted = true
            while end < characters.count, characters[end].combiningClass != 0 {
                if characters[end].combiningClass < characters[end - 1].combiningClass { isSorted = false }
                end += 1
            }
            // The sort of the standard library is stable; so are its results here.
            if !isSorted { characters[start..<end].sort { $0.combiningClass < $1.combiningClass } }
            start = end
        }
    }

    /// Joins each character with the last one that stands by itself, where nothing between them blocks it.
    private static func compose(_ characters: inout [CombiningCharacter], by table: NormalizationTable) {
        var starter: Int?
        var write = 0
        var lastClass: UInt8 = 0
        for character in characters {
            if let place = starter, place == write - 1 || lastClass < character.combiningClass,
                let joined = table.composition(characters[place].codePoint, character.codePoint)
            {
                characters[place].codePoint = joined
                continue
            }
            characters[write] = character
            if character.combiningClass == 0 { starter = write }
            lastClass = character.combiningClass
            write += 1
        }
        characters.removeLast(characters.count - write)
    }
}
