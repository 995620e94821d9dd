import Foundation

/// Decompositions, combining classes and compositions of the characters of **Unicode 9**, the version that Hugging Face
/// `tokenizers` normalizes with (its `unicode-normalization-alignments`); characters that were assigned later stay as
/// they are.
///
/// The decompositions are asked of Foundation once for each character that may have one. The standard promises that
/// those of assigned characters never change, so that a newer Foundation gives the same.
struct NormalizationTable: Sendable {
    static let unicodeVersion: Unicode.Version = (major: 9, minor: 0)
    static let canonical = NormalizationTable(compatible: false)
    static let compatible = NormalizationTable(compatible: true)

    /// The properties of a character, in one byte.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// It has a decomposition.
        static let decomposes = Flags(rawValue: 1)
        /// Its combining class is not 0.
        static let combines = Flags(rawValue: 2)
        /// It may change when it is composed: with the one before it, or because it never stands in composed text.
        static let mayCompose = Flags(rawValue: 4)
    }

    /// Characters from here on have no entry (tags and private use).
    static let limit: UInt32 = 0x2FA20

    private let flags: ConstantTable<UInt8>
    private let combiningClasses: ConstantTable<UInt8>
    /// Where the decomposition of a character begins in `decomposed`; its length stands there first.
    private let starts: ConstantTable<UInt16>
    private let decomposed: ConstantTable<UInt32>
    /// What a pair of characters is put together to.
    private let compositions: [UInt64: UInt32]

    private init(compatible: Bool) {
        let count = Int(Self.limit)
        var flags = [UInt8](repeating: 0, count: count)
        var classes = [UInt8](repeating: 0, count: count)
        var starts = [UInt16](repeating: 0, count: count)
        var decomposed: [UInt32] = [0]
        var compositions: [UInt64: UInt32] = [:]
        var composites: [[UInt32]: UInt32] = [:]
        var pairs: [(whole: [UInt32], composite: UInt32)] = []
        for range in Self.candidates {
            for codePoint in range {
                guard let scalar = Unicode.Scalar(codePoint), let age = scalar.properties.age,
                    age <= Self.unicodeVersion
                else { continue }
                let combiningClass = scalar.properties.canonicalCombiningClass.rawValue
                if combiningClass != 0 {
                    classes[Int(codePoint)] = combiningClass
                    flags[Int(codePoint)] |= Flags.combines.rawValue
                }
                let whole = Self.canonicalDecomposition(of: scalar)
                let isCanonical = whole != [codePoint]
                let result = compatible ? Self.compatibilityDecomposition(of: scalar) : whole
                if result != [codePoint] {
                    starts[Int(codePoint)] = UInt16(decomposed.count)
                    decomposed.append(UInt32(result.count))
                    decomposed.append(contentsOf: result)
                    flags[Int(codePoint)] |= Flags.decomposes.rawValue
                }
                if isCanonical, !scalar.properties.isFullCompositionExclusion {
                    composites[whole] = codePoint
                    pairs.append((whole, codePoint))
                    if compatible, result != whole { flags[Int(codePoint)] |= Flags.mayCompose.rawValue }
                } else if result != [codePoint] {
                    flags[Int(codePoint)] |= Flags.mayCompose.rawValue
                }
            }
        }
        for (whole, composite) in pairs {
            guard let last = whole.last else { continue }
            let rest = Array(whole.dropLast())
            guard let first = rest.count == 1 ? rest[0] : composites[rest] else { continue }
            compositions[UInt64(first) << 32 | UInt64(last)] = composite
            flags[Int(last)] |= Flags.mayCompose.rawValue
        }
        for jamo in Hangul.vowels { flags[Int(jamo)] |= Flags.mayCompose.rawValue }
        for jamo in Hangul.trailing { flags[Int(jamo)] |= Flags.mayCompose.rawValue }
        for syllable in Hangul.syllables { flags[Int(syllable)] |= Flags.decomposes.rawValue }
        self.flags = ConstantTable(flags)
        combiningClasses = ConstantTable(classes)
        self.starts = ConstantTable(starts)
        self.decomposed = ConstantTable(decomposed)
        self.compositions = compositions
    }

    /// The properties of `codePoint`.
    @inline(__always)
    func flags(of codePoint: UInt32) -> Flags {
        codePoint < Self.limit ? Flags(rawValue: flags[Int(codePoint)]) : []
    }

    /// The canonical combining class of `codePoint`.
    @inline(__always)
    func combiningClass(of codePoint: UInt32) -> UInt8 {
        codePoint < Self.limit ? combiningClasses[Int(codePoint)] : 0
    }

    /// Appends the full decomposition of `codePoint` with the combining classes of its parts.
    func decompose(_ codePoint: UInt32, into result: inout [CombiningCharacter]) {
        guard codePoint < Self.limit else {
            result.append(CombiningCharacter(codePoint: codePoint, combiningClass: 0))
            return
        }
        if Hangul.syllables.contains(codePoint) {
            for jamo in Hangul.parts(of: codePoint) {
                result.append(CombiningCharacter(codePoint: jamo, combiningClass: 0))
            }
            return
        }
        let start = Int(starts[Int(codePoint)])
        if start == 0 {
            result.append(
                CombiningCharacter(codePoint: codePoint, combiningClass: combiningClasses[Int(codePoint)]))
            return
        }
        for index in 0..<Int(decomposed[start]) {
            let part = decomposed[start + 1 + index]
            result.append(CombiningCharacter(codePoint: part, combiningClass: combiningClass(of: part)))
        }
    }

    /// What `first` and `second` are put together to; nil where they stay apart.
    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        Hangul.composition(first, second) ?? compositions[UInt64(first) << 32 | UInt64(second)]
    }

    /// All characters that may have an entry: those below the limit without the large blocks that have none.
    private static let candidates: [Range<UInt32>] = [
        0xA0..<0x3400, 0xA000..<0xAC00, 0xF900..<0x17000, 0x1B000..<0x20000, 0x2F800..<limit,
    ]

    private static func canonicalDecomposition(of scalar: Unicode.Scalar) -> [UInt32] {
        String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
    }

    private static func compatibilityDecomposition(of scalar: Unicode.Scalar) -> [UInt32] {
        String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.map(\.value)
    }
}
