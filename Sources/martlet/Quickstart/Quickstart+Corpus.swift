import Corpus
import Foundation
import Tokenization
import Training

extension Quickstart {
    /// A vocabulary in which a word has the same tokens wherever it stands, so that a small model can copy it.
    ///
    /// - Parameter transcripts: what is said in them; read as often as makes it two thirds of all that is counted, since
    ///   the agent meets nothing else.
    func trainTokenizer(
        _ inputs: [String], _ byteCount: Int, _ transcripts: [UInt8]
    ) throws -> (tokenizer: Tokenizer, stage: QuickstartStage) {
        say("tokenizer", "training a vocabulary of \(FigureFormat.grouped(vocabularySize))")
        var trainer = BPETrainer(
            vocabularySize: vocabularySize, specialTokens: SpecialToken.standard, pretokenizer: .words)
        var trained: Tokenizer?
        let elapsed = try seconds {
            try TextDocuments(inputs).forEach {
                try checkInterruption()
                trainer.add($0)
            }
            for _ in 0..<min(max(1, 2 * byteCount / max(transcripts.count, 1)), 50) {
                try checkInterruption()
                trainer.add(transcripts)
            }
            let tokenizer = try trainer.train()
            try checkInterruption()
            try tokenizer.save(directory: folder.tokenizer, maximumLength: nil)
            trained = tokenizer
        }
        let tokenizer = trained!
        let outcome = "\(FigureFormat.grouped(tokenizer.vocabularySize)) tokens"
        return (tokenizer, QuickstartStage("tokenizer", seconds: elapsed, outcome: outcome))
    }

    /// The text as tokens, a part of it held out.
    func buildCorpus(_ inputs: [String], _ byteCount: Int, _ tokenizer: Tokenizer) throws -> QuickstartStage {
        say("corpus", "encoding")
        var configuration = CorpusBuilder.Configuration()
        configuration.seed = seed
        // A small text is cut into some 40 documents, so that a part of it can be held out.
        configuration.reading.maximumDocumentBytes = min(
            configuration.reading.maximumDocumentBytes, max(1024, byteCount / 40))
        if let threads { configuration.threadCount = threads }
        var built: CorpusManifest?
        let elapsed = try seconds {
            func build() throws -> CorpusManifest {
                try CorpusBuilder(configuration).build(inputs: inputs, tokenizer: tokenizer, output: folder.corpus) {
                    _ in try checkInterruption()
                }
            }
            do {
                built = try build()
            } catch CorpusError.emptySplit(_, _, _, _, let otherSeed?) {
                // So few documents that none was held out: another seed holds one out.
                configuration.seed = otherSeed
                built = try build()
            }
        }
        let manifest = built!
        let dropped = manifest.dropped.reduce(0) { $0 + $1.documentCount }
        var stage = QuickstartStage(
            "corpus", seconds: elapsed,
            outcome: "\(FigureFormat.grouped(manifest.train.documentCount)) documents, "
                + "\(FigureFormat.grouped(manifest.heldOut.documentCount)) held out, "
                + "\(FigureFormat.grouped(dropped)) dropped")
        stage.tokens = manifest.train.tokenCount + manifest.heldOut.tokenCount
        stage.tokensPerSecond = Double(stage.tokens!) / max(elapsed, 1e-9)
        return stage
    }
}
