import Corpus
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// The life of a small model, stage by stage.
struct Quickstart {
    let texts: [String]
    let minutes: Double
    let depth: Int
    let vocabularySize: Int
    let bytesWanted: Int
    let seed: UInt64
    let threads: Int?
    let folder: QuickstartFolder

    /// Goes through all stages, and writes their figures into the folder.
    func run() throws -> QuickstartReport {
        try checkTexts()
        try folder.create()
        let device = CPUDevice(threadCount: threads)
        var stages: [QuickstartStage] = []
        let (inputs, byteCount, textStage) = try gatherText()
        stages.append(textStage)
        let (tokenizer, tokenizerStage) = try trainTokenizer(inputs)
        stages.append(tokenizerStage)
        stages.append(try buildCorpus(inputs, byteCount, tokenizer))
        let data = try PretrainData(corpus: folder.corpus)
        let (summary, precision, trainingStage) = try train(data, tokenizer, device)
        stages.append(trainingStage)
        let wasInterrupted = summary.outcome != .finished
        var samples: [QuickstartSample] = []
        if !wasInterrupted {
            let (written, stage) = try writeSamples(tokenizer, device, summary)
            samples = written
            stages.append(stage)
        }
        let report = QuickstartReport(
            stages: stages, samples: samples, parameters: summary.parameters, precision: precision, device: device,
            folder: folder, wasInterrupted: wasInterrupted)
        try AtomicFile.write(report.json.serialized(pretty: true) + "\n", to: folder.figures)
        return report
    }

    /// Refuses a text that is none before an earlier quickstart is replaced.
    private func checkTexts() throws {
        for text in texts {
            let found = try InputFiles([text])
            if found.files.isEmpty {
                throw CorpusError.noFiles(inputs: [text], skipped: found.skipped.values.reduce(0, +))
            }
            if folder.contains(text) {
                throw CommandFailure(
                    "\(text) lies in \(folder.url.path), which is replaced: choose another folder with --output")
            }
        }
    }

    /// Ends an early stage when the user asks for it.
    private func checkInterruption() throws(Interruption) {
        try Interruption.check("\(folder.url.path) holds what was made so far; the next quickstart replaces it")
    }

    /// The given texts and the project's own, filled up with stories.
    private func gatherText() throws -> (inputs: [String], byteCount: Int, stage: QuickstartStage) {
        say("text", "looking for text")
        var inputs = texts + ProjectText.paths()
        var written = 0, bytes = 0
        let elapsed = try seconds {
            let found = inputs.isEmpty ? 0 : try InputFiles(inputs).files.reduce(0) { $0 + $1.byteCount }
            let missing = bytesWanted - found
            bytes = found
            guard missing > 0 else { return }
            let generator = StoryGenerator(seed: seed)
            let average = (0..<100).reduce(0) { $0 + generator.story(at: $1).text.utf8.count } / 100
            written = max(1, missing / max(average, 1))
            say("text", "writing \(FigureFormat.grouped(written)) stories")
            try StoryExport(generator).write(written, to: folder.stories, as: .jsonLines) {
                try checkInterruption()
                bytes += $0.text.utf8.count
            }
            inputs.append(folder.stories.path)
        }
        let outcome =
            "\(Figures.megabytes(bytes))" + (written > 0 ? ", \(FigureFormat.grouped(written)) stories of it" : "")
        return (inputs, bytes, QuickstartStage("text", seconds: elapsed, outcome: outcome))
    }

    private func trainTokenizer(_ inputs: [String]) throws -> (tokenizer: Tokenizer, stage: QuickstartStage) {
        say("tokenizer", "training a vocabulary of \(FigureFormat.grouped(vocabularySize))")
        var trainer = BPETrainer(vocabularySize: vocabularySize, specialTokens: [SpecialToken.endOfText])
        var trained: Tokenizer?
        let elapsed = try seconds {
            try TextDocuments(inputs).forEach {
                try checkInterruption()
                trainer.add($0)
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

    private func buildCorpus(_ inputs: [String], _ byteCount: Int, _ tokenizer: Tokenizer) throws -> QuickstartStage {
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

    private func train(
        _ data: PretrainData, _ tokenizer: Tokenizer, _ device: CPUDevice
    ) throws -> (summary: TrainingSummary, precision: String, stage: QuickstartStage) {
        say("training", "\(FigureFormat.significant(minutes)) minutes")
        var settings = PretrainConfiguration()
        settings.corpus = folder.corpus.path
        settings.depth = depth
        settings.minutes = minutes
        settings.seed = seed
        settings.threads = threads
        settings.samplePrompt = usesStories ? Self.storyPrompt : ""
        let display = TrainingDisplay()
        let writer = SampleWriter(tokenizer: tokenizer, device: device)
        let pretraining = Pretraining(data: data, device: device, textWriter: writer, stop: Interruption.signal) {
            display.show($0)
        }
        var finished: TrainingSummary?
        let elapsed = try seconds { finished = try pretraining.start(settings, in: folder.run) }
        let summary = finished!
        let recorded = try PretrainConfiguration(yaml: folder.run.appending(path: "run.yaml"))
        var stage = QuickstartStage(
            "training", seconds: elapsed,
            outcome: "\(FigureFormat.count(Double(summary.parameters))) parameters, "
                + "\(FigureFormat.grouped(summary.step)) steps, \(recorded.precision.rawValue)")
        stage.tokens = summary.tokens
        stage.tokensPerSecond = summary.tokensPerSecond
        stage.lossBefore = summary.firstEvaluation?.loss
        stage.lossAfter = summary.lastEvaluation?.loss
        stage.bitsBefore = summary.firstEvaluation?.bitsPerByte
        stage.bitsAfter = summary.lastEvaluation?.bitsPerByte
        stage.utilization = summary.utilization
        return (summary, recorded.precision.rawValue, stage)
    }

    /// The same beginnings continued at several temperatures.
    private func writeSamples(
        _ tokenizer: Tokenizer, _ device: CPUDevice, _ summary: TrainingSummary
    ) throws -> (samples: [QuickstartSample], stage: QuickstartStage) {
        say("samples", "writing")
        var samples: [QuickstartSample] = []
        var tokens = 0
        let elapsed = try seconds {
            let model = try CausalLM(directory: summary.modelFolder)
            for prompt in try prompts(tokenizer) {
                for temperature in [0, 0.5, 0.8, 1.0] {
                    let request = GenerationRequest(
                        prompt: try tokenizer.encodePrompt(prompt, for: model.configuration),
                        sampling: SamplingOptions(temperature: temperature, seed: seed),
                        stops: StopConditions(maximumTokens: 80))
                    let loop = try GenerationLoop(model: model, tokenizer: tokenizer, request: request, device: device)
                    while try loop.next() != nil {
                        tokens += 1
                        try Interruption.check("the model is finished: \(summary.modelFolder.path)")
                    }
                    samples.append(
                        QuickstartSample(prompt: prompt, temperature: temperature, text: loop.result?.text ?? ""))
                }
            }
        }
        var stage = QuickstartStage("samples", seconds: elapsed, outcome: "\(samples.count) texts")
        stage.tokens = tokens
        stage.tokensPerSecond = Double(tokens) / max(elapsed, 1e-9)
        return (samples, stage)
    }

    private static let storyPrompt = "Once upon a time"

    private var usesStories: Bool { FileManager.default.fileExists(atPath: folder.stories.path) }

    /// A story's beginning where stories were learned, and the first words of a text the model has never seen.
    private func prompts(_ tokenizer: Tokenizer) throws -> [String] {
        let heldOut = try TokenDataset(folder: folder.corpus, split: .heldOut)
        // Few enough that any text of them fits into the context.
        let window = min(heldOut.count, 48)
        var tokens = [Int32](repeating: 0, count: window)
        tokens.withUnsafeMutableBufferPointer { heldOut.copyTokens(from: 0, count: window, into: $0) }
        let document = tokens.prefix { $0 != tokenizer.endOfTextToken }
        // The last character may be cut, and so may the last word.
        let text = tokenizer.decodeString(document).split(separator: "\u{FFFD}").first ?? ""
        let unseen = text.split(separator: " ").prefix(12).joined(separator: " ")
        let prompts = (usesStories ? [Self.storyPrompt] : []) + (unseen.isEmpty ? [] : [unseen])
        return prompts.isEmpty ? [""] : prompts
    }

    private func say(_ stage: String, _ text: String) {
        StatusLine.note("\(stage.padded(to: 10))\(text)")
    }
}
