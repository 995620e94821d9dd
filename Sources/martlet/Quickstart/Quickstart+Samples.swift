import Agents
import Corpus
import Foundation
import Generation
import Tensors
import Tokenization
import Transformer

extension Quickstart {
    static let storyPrompt = "Once upon a time"

    var usesStories: Bool { FileManager.default.fileExists(atPath: folder.stories.path) }

    /// Texts of the base model at several temperatures.
    func writeSamples(
        _ tokenizer: Tokenizer, _ device: CPUDevice, _ report: inout QuickstartReport
    ) throws -> QuickstartStage {
        say("samples", "writing")
        var samples: [QuickstartSample] = []
        var tokens = 0
        let elapsed = try seconds {
            let base = try CausalLM(directory: folder.base.appending(path: "model"))
            func write(_ prompt: [Int32], _ temperature: Double) throws -> String {
                let request = GenerationRequest(
                    prompt: prompt, sampling: SamplingOptions(temperature: temperature, seed: seed),
                    stops: StopConditions(
                        maximumTokens: min(80, base.configuration.maximumPositions - prompt.count)))
                let loop = try GenerationLoop(model: base, tokenizer: tokenizer, request: request, device: device)
                while try loop.next() != nil {
                    tokens += 1
                    try Interruption.check("the models are finished: \(folder.base.path), \(folder.agent.path)")
                }
                return loop.result?.text ?? ""
            }
            for prompt in try prompts(tokenizer) {
                let ids = try tokenizer.encodePrompt(prompt, for: base.configuration)
                for temperature in [0, 0.5, 0.8, 1.0] {
                    let text = try write(ids, temperature)
                    samples.append(QuickstartSample(prompt: prompt, temperature: temperature, text: text))
                }
            }
        }
        report.samples = samples
        var stage = QuickstartStage(
            "samples", seconds: elapsed, outcome: "\(samples.count) texts")
        stage.tokens = tokens
        stage.tokensPerSecond = Double(tokens) / max(elapsed, 1e-9)
        return stage
    }

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
}
