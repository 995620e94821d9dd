import Testing

@Suite("The command line")
struct HelpTests {
    private static let commands = [
        [], ["quickstart"], ["corpus"], ["corpus", "build"], ["corpus", "stories"], ["corpus", "tasks"],
        ["corpus", "preferences"],
        ["corpus", "lessons"],
        ["corpus", "inspect"], ["tokenizer"], ["tokenizer", "train"], ["tokenizer", "encode"],
        ["tokenizer", "inspect"], ["tokenizer", "convert"], ["tokenizer", "template"], ["train"],
        ["train", "pretrain"], ["train", "sft"], ["train", "dpo"], ["train", "reward"],
        ["train", "grpo"], ["train", "ppo"],
        ["eval"], ["eval", "reward"], ["eval", "agent"], ["eval", "perplexity"],
        ["eval", "bits-per-byte"], ["eval", "blimp"], ["eval", "multiple-choice"], ["eval", "gsm8k"],
        ["eval", "ifeval"], ["eval", "preference"], ["eval", "suite"], ["model"],
        ["model", "inspect"], ["model", "convert"], ["model", "quantize"], ["model", "diff"],
        ["model", "import"], ["model", "logits"], ["generate"], ["chat"], ["embed"], ["bench"], ["bench", "train"],
        ["bench", "products"], ["bench", "tokenizer"], ["bench", "agent"], ["bench", "generate"], ["bench", "masks"],
        ["agent"], ["agent", "run"],
        ["agent", "resume"], ["agent", "replay"], ["agent", "list"], ["doctor"],
    ]

    @Test("Every command explains itself in 80 columns, with examples", arguments: commands)
    func help(command: [String]) throws {
        let outcome = try MartletProgram.run(command + ["--help"])
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.filter { $0.count > 80 } == [])
        let examples = lines.drop { $0 != "EXAMPLES:" }.dropFirst().prefix { $0.hasPrefix("  ") }
        #expect(!examples.isEmpty)
        let name = (["martlet"] + command).joined(separator: " ")
        #expect(examples.contains { $0.contains(name) })
        // A line that was too long would go on in the first column.
        #expect(lines.drop { $0 != "EXAMPLES:" }.dropFirst(examples.count + 1).first?.hasPrefix("USAGE: ") == true)
    }

    @Test("The options of the examples exist", arguments: commands.filter { $0.count == 2 })
    func examples(command: [String]) throws {
        let help = try MartletProgram.run(command + ["--help"]).output
        let options = help.split(separator: "OPTIONS:").last.map(String.init) ?? ""
        let settings = help.split(separator: "SETTINGS:").last.map(String.init) ?? ""
        let name = "martlet " + command.joined(separator: " ")
        let text = help.split(separator: "EXAMPLES:").last?.split(separator: "USAGE:").first ?? ""
        for example in text.replacing("\\\n", with: "").split(separator: "\n") {
            guard let start = example.firstRange(of: name) else { continue }
            for word in example[start.upperBound...].split(separator: " ") where word.hasPrefix("--") {
                #expect(options.contains("\(word)") || settings.contains("\(word)"), "\(example)")
            }
        }
    }

    @Test("The version is a line of its own")
    func version() throws {
        let outcome = try MartletProgram.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(
        "What is no command or lacks an argument ends with status 2",
        arguments: [["nonsense"], ["corpus", "build"], ["generate"], ["--no-such-flag"], ["bench", "products", "x"]])
    func badUsage(arguments: [String]) throws {
        let outcome = try MartletProgram.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("Error: "), "\(outcome.errors)")
    }
}
