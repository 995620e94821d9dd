import ArgumentParser
import Foundation
import Foundations
import Generation
import Tokenization

/// What a text must be.
struct ConstraintOption: ParsableArguments {
    @Option(help: ArgumentHelp("Let the text be JSON that fits a schema.", valueName: "file"), completion: .file())
    var jsonSchema: String?

    @Option(help: ArgumentHelp("Let the text be one of a grammar in GBNF.", valueName: "file"), completion: .file())
    var grammar: String?

    @Option(help: ArgumentHelp("Let the text match a regular expression as a whole.", valueName: "text"))
    var regex: String?

    @Flag(help: "With --json-schema, allow members that the schema does not describe but would allow.")
    var openObjects = false

    @Option(
        help: ArgumentHelp("After n tokens, go straight to an end of what the text must be.", valueName: "n"))
    var closeAfter: Int?

    /// Whether there is one.
    var isGiven: Bool { jsonSchema != nil || grammar != nil || regex != nil }

    func validate() throws {
        let given = [jsonSchema, grammar, regex].count { $0 != nil }
        if given > 1 { throw ValidationError("name one of --json-schema, --grammar and --regex") }
        if openObjects, jsonSchema == nil { throw ValidationError("--open-objects needs a --json-schema") }
        if let closeAfter {
            if closeAfter < 0 { throw ValidationError("--close-after must not be negative") }
            if given == 0 {
                throw ValidationError("--close-after needs one of --json-schema, --grammar and --regex")
            }
        }
    }

    /// The constraint for a model's vocabulary; nil where the text is free.
    func constraint(tokenizer: Tokenizer, modelSize: Int, endTokens: [Int32]) throws -> GrammarConstraint? {
        guard let source = try source() else { return nil }
        let compiler = ConstraintCompiler(tokenizer: tokenizer, modelSize: modelSize, endTokens: endTokens)
        return try compiler.compile(source, budget: closeAfter)
    }

    private func source() throws -> ConstraintSource? {
        if let regex { return .regex(regex) }
        if let jsonSchema {
            return .schema(try JSONValue(contentsOf: URL(filePath: jsonSchema)), closed: !openObjects)
        }
        guard let grammar else { return nil }
        let bytes = try TextInput.read(text: nil, file: grammar)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(grammar) is not UTF-8 text")
        }
        return .grammar(text, file: grammar)
    }
}
