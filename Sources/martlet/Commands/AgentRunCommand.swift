import Agents
import ArgumentParser
import Foundation
import Foundations
import LanguageModels

/// `martlet agent run`: a model is given a goal and a folder.
struct AgentRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Give a model a goal, and a folder to work in.",
        usage: "martlet agent run <goal> --model <folder> [<options>]",
        discussion: """
            The model calls one tool a turn: list_files, read_file, search_files, calculate, apply_patch, run_tests, \
            or give_up. Tools that change files or run tests need --allow patch, or the yes of a person at the \
            terminal; without either they are denied, and the model is told so. Paths cannot leave the workspace, and \
            tests run in a sandbox.

            An answer ends the run when its evidence holds: after a change of files, where the workspace has tests, the \
            last test must have passed since. A limit, a circle, or the model's own give_up ends it in a report. \
            Ctrl-C stops it; 'martlet agent resume' goes on.

            With --script a file of JSON lines takes the model's turns, to try tools and for tests: \
            {"tool": "read_file", "arguments": {"path": "a.txt"}} or {"answer": "It says 7."}.

            EXAMPLES:
              martlet agent run "Which file mentions the fox?" --model m --workspace .
              martlet agent run "Make tests/sum.sh pass" --model m --allow patch
              martlet agent run "Try the tools" --script turns.jsonl --json
            """
    )

    @Argument(help: "What is to be done.")
    var goal: String

    @Option(help: ArgumentHelp("The folder to work in.", valueName: "folder"), completion: .directory)
    var workspace = "."

    @Option(
        help: ArgumentHelp("A model directory, or the folder of a finished run.", valueName: "folder"),
        completion: .directory)
    var model: String?

    @Option(help: ArgumentHelp("A script that takes the turns instead of a model.", valueName: "file"))
    var script: String?

    @Option(help: "What needs no question: read-only, or patch as well.")
    var allow: ToolTier = .readOnly

    @Option(help: ArgumentHelp("The most turns of the model.", valueName: "n"))
    var steps = AgentLimits().steps

    @Option(help: ArgumentHelp("The most tokens that the model may produce.", valueName: "n"))
    var tokens = AgentLimits().outputTokens

    @Option(help: ArgumentHelp("The most minutes that model and tools may work.", valueName: "n"))
    var minutes = AgentLimits().seconds / 60

    @Option(
        help: ArgumentHelp(
            "A program for test files whose names end so, as in .js=node; may be repeated.", valueName: "end=program"))
    var testCommand: [String] = []

    @Option(help: ArgumentHelp("Rules instead of the built-in ones.", valueName: "file"))
    var rules: String?

    @OptionGroup var runs: RunStoreOption

    @Flag(help: "Show observations whole.")
    var verbose = false

    @Flag(help: "Print each event, and in the end the report, as a JSON object a line.")
    var json = false

    func validate() throws {
        if goal.allSatisfy(\.isWhitespace) { throw ValidationError("the goal is empty") }
        if (model == nil) == (script == nil) { throw ValidationError("give either --model or --script") }
        if steps < 1 || tokens < 1 { throw ValidationError("--steps and --tokens must be at least 1") }
        if !(minutes > 0 && minutes.isFinite) { throw ValidationError("--minutes must be above 0") }
        for text in testCommand where AgentSettings.testCommand(text) == nil {
            throw ValidationError("--test-command '\(text)' is not of the form .js=node")
        }
    }

    func run() async throws {
        let settings = AgentSettings(model: model, script: script, allow: allow, testCommands: testCommand)
        let store = try runs.store()
        // Before the model is loaded, which may take a while.
        let place = try AgentPlace(workspace, commands: settings.commands())
        try store.checkIsOutside(place.path)
        let model = try settings.languageModel()
        var random = SystemRandomNumberGenerator()
        let now = Date.now
        let start = AgentStart(
            id: RunStore.newID(date: now, random: &random), goal: goal, prompt: try prompt(), model: model.name,
            tools: place.definitions, workspace: place.path, expectsTests: place.expectsTests,
            limits: AgentLimits(steps: steps, outputTokens: tokens, seconds: minutes * 60),
            date: now.ISO8601Format(), settings: settings.json)
        try await AgentWork(
            model: model, place: place, allow: allow, display: AgentDisplay(json: json, verbose: verbose)
        ) { try store.begin(start) }.perform()
    }

    private func prompt() throws -> AgentPrompt {
        guard let rules else { return .standard }
        let url = URL(filePath: rules)
        let bytes = try MappedFile(url).withBytes { Array($0) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(rules) is not UTF-8 text")
        }
        return AgentPrompt(
            name: url.lastPathComponent, version: 1, text: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
