/// The four normalization forms of Unicode (Unicode Standard Annex #15).
package enum NormalizationForm: Sendable, Hashable {
    /// Canonical decomposition.
    case nfd
    /// Canonical decomposition, then canonical composition.
    case nfc
    /// Compatibility decomposition.
    case nfkd
    /// Compatibility decomposition, then canonical composition.
    case nfkc

    /// Whether characters that only look alike are taken for the same.
    var isCompatible: Bool { self == .nfkd || self == .nfkc }
    /// Whether characters are put together again.
    var composes: Bool { self == .nfc || self == .nfkc }
}
