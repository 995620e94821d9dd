import ArgumentParser
import Foundation
import Generation
import Transformer

/// `martlet generate`: a model continues a text.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Let a model continue a text.",
        usage: "martlet generate <model> <prompt> [<options>]",
        discussion: """
            Text appears on standard output as it is produced, after the prompt; why it ended and how fast it was, \
            on standard error. Ctrl-C ends the text early, with status 130.

            Bias and penalties change single logits; then filters leave out tokens: top-n-sigma, top-k, typical, top-p, \
            min-p and xtc, in this order; the temperature reshapes what is left, and one token is drawn. With \
            --show-candidates each token is printed on a line with what it was drawn from: the model's own \
            probability, and the one of the draw.

            With --beams nothing is drawn: of all continuations that beam search follows, those with the highest \
            log-probability, divided by a power of the length, are printed when it is done. --stop and what the text must \
            be hold for each of them.

            With --completions n texts are drawn, and the prompt is read once; the first has the seed that was given, and the \
            seeds of the others follow from it. With --save-cache the keys and values of prompt and text (of the first one of \
            several) go to a file, and with --load-cache a prompt that begins alike is not computed again; no token changes. A \
            file belongs to the very weights, precision and instruction set that computed it; all others refuse it.

            With --json-schema, --grammar or --regex only tokens are drawn after which the text can still become what \
            is asked for, and what follows of necessity is not asked of the model (Docs/constrained-decoding.md).

            EXAMPLES:
              martlet generate runs/first "Once upon a time"
              martlet generate runs/first "Once upon a time" --temperature 0
              martlet generate runs/first "Once upon" --show-candidates 3 --max-tokens 8
              martlet generate runs/first "Once upon a time" --beams 4 --max-tokens 40
              martlet generate runs/first "Once upon a time" --completions 3
              martlet generate runs/first "$(cat rules.txt)" --save-cache rules.kv
              martlet generate runs/first "$(cat rules.txt) Go!" --load-cache rules.kv
              echo "Q: Who are you?" | martlet generate runs/first - --stop "Q:" --json
              martlet generate runs/first "A date: " --regex "[0-9]{4}-[0-9]{2}-[0-9]{2}"
            """
    )

    @OptionGroup var source: ModelOption

    @Argument(help: "The text to continue; - reads standard input.")
    var prompt: String

    @Option(help: ArgumentHelp("The most tokens to produce.", valueName: "n"))
    var maxTokens = 256

    @OptionGroup var sampling: SamplingOption

    @OptionGroup var beam: BeamOption

    @OptionGroup var constraint: ConstraintOption

    @Option(
        name: .customLong("stop"),
        help: ArgumentHelp("End the text before this string; may be repeated.", valueName: "text"))
    var stopStrings: [String] = []

    @Flag(help: "Go on when the model produces a token that ends a text.")
    var ignoreEnd = false

    @Option(help: ArgumentHelp("Show the n most probable candidates of each token.", valueName: "n"))
    var showCandidates = 0

    @Option(
        help: ArgumentHelp(
            "With --json, tell log-probabilities: of each token and of the n most probable ones.", valueName: "n"))
    var logprobs: Int?

    @Option(help: ArgumentHelp("Draw n texts of the prompt, which is read once.", valueName: "n"))
    var completions: Int?

    @OptionGroup var cacheFile: CacheFileOption

    @Flag(help: "Turn the text of special tokens in the prompt into those tokens.")
    var allowSpecial = false

    @Flag(help: "Compute the whole sequence anew for each token: slower, and the same bits.")
    var noCache = false

    @Flag(help: "Guess no tokens ahead: the same text, one token a step.")
    var noSpeculation = false

    @Option(
        help: ArgumentHelp(
            "A small model of the same vocabulary that guesses ahead; the text is the same.", valueName: "model"),
        completion: .file())
    var draftModel: String?

    @Flag(help: "Leave the prompt out of the output.")
    var noEcho = false

    @Flag(help: "Print one JSON object when the text has ended.")
    var json = false

    private var stops: StopConditions {
        StopConditions(maximumTokens: maxTokens, stopStrings: stopStrings, stopsAtEndTokens: !ignoreEnd)
    }

    func validate() throws {
        do { try stops.validate() } catch { throw ValidationError("\(error)") }
        if showCandidates < 0 { throw ValidationError("--show-candidates must not be negative") }
        if beam.beams != nil, showCandidates > 0 || logprobs != nil || noCache || cacheFile.saveCache != nil {
            throw ValidationError(
                "--beams goes with none of --show-candidates, --logprobs, --no-cache and --save-cache")
        }
        if let completions {
            if !(1...1024 ~= completions) {
                throw ValidationError("--completions is \(completions), but must be from 1 to 1024")
            }
            if beam.beams != nil { throw ValidationError("--beams goes with --beam-results, not with --completions") }
        }
        if noCache, cacheFile.isGiven {
            throw ValidationError("--no-cache goes with neither --save-cache nor --load-cache")
        }
        if noSpeculation, draftModel != nil { throw ValidationError("--draft-model goes against --no-speculation") }
        if let logprobs {
            if logprobs < 0 { throw ValidationError("--logprobs must not be negative") }
            if !json { throw ValidationError("--logprobs needs --json, which has a place for them") }
        }
    }

    func run() async throws {
        let generator = try source.generator(draft: draftModel)
        let text = try PromptInput.read(prompt)
        try await cacheFile.load(into: generator, isQuiet: json)
        if let options = beam.options {
            try await search(generator, text, options)
            return
        }
        var request = GenerationRequest(
            prompt: try generator.tokens(of: text, allowingSpecialTokens: allowSpecial),
            sampling: sampling.options, stops: stops, candidateCount: showCandidates,
            logProbabilityCount: logprobs, usesCache: !noCache)
        request.constraint = try constraint(for: generator)
        request.takesForcedTokens = true
        if noSpeculation { request.speculation = .none }
        if draftModel != nil { request.speculation = .draftModel() }
        let output = GenerationOutput(
            tokenizer: generator.tokenizer, prompt: noEcho ? "" : text,
            style: json ? .json : showCandidates > 0 ? .candidates : .text)
        Interruption.watch()
        let result =
            if let completions {
                try await draw(completions, of: request, generator, output)
            } else {
                try await stream(request, generator, output)
            }
        if result.stopReason == .cancelled { throw ExitCode(Interruption.exitStatus) }
        try await cacheFile.save(request.prompt + result.tokens, of: generator, isQuiet: json)
    }
}
