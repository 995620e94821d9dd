import Corpus
import Foundations

/// A manifest, for people.
struct CorpusSummary {
    private let manifest: CorpusManifest

    init(_ manifest: CorpusManifest) {
        self.manifest = manifest
    }

    /// The parts, and what was left out, with at most `examples` documents for each reason.
    func text(examples: Int) -> String {
        var lines = ["inputs       \(manifest.inputs.joined(separator: ", "))"]
        lines.append(
            "files        \(Figures.grouped(manifest.fileCount)), \(Figures.megabytes(manifest.fileByteCount))")
        lines.append(
            "tokenizer    \(Figures.grouped(manifest.vocabularySize)) tokens, fingerprint "
                + CorpusManifest.hexadecimal(manifest.tokenizerFingerprint))
        lines.append(part("training", manifest.train))
        lines.append(part("held out", manifest.heldOut))
        for drop in manifest.dropped {
            lines.append(
                "dropped      \(Figures.grouped(drop.documentCount)) \(drop.reason.rawValue), "
                    + Figures.megabytes(drop.byteCount))
            lines += drop.examples.prefix(examples).map { "               \($0)" }
            if drop.documentCount > examples { lines.append("               ...") }
        }
        if !manifest.skipped.isEmpty {
            let skipped = manifest.skipped.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            lines.append("passed over  " + skipped.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    private func part(_ title: String, _ part: CorpusManifest.Part) -> String {
        let ratio = TokenDisplay.ratio(part.byteCount, part.tokenCount)
        let unknown = part.unknownTokenCount > 0 ? ", \(Figures.grouped(part.unknownTokenCount)) unknown" : ""
        return "\(title)     \(Figures.grouped(part.documentCount)) documents, \(Figures.megabytes(part.byteCount)), "
            + "\(Figures.grouped(part.tokenCount)) tokens\(unknown), \(ratio) bytes per token"
    }
}
