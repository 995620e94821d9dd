public import Foundation
import Foundations

/// A prompt, and the instructions in it that can be checked.
public struct IFEvalPrompt: Sendable {
    /// The number that the data give it.
    public let key: Int
    /// What the model is asked.
    public let prompt: String
    /// The instructions, at least one.
    public let instructions: [Instruction]

    /// A prompt.
    public init(key: Int, prompt: String, instructions: [Instruction]) {
        self.key = key
        self.prompt = prompt
        self.instructions = instructions
    }

    /// Reads lines with `key`, `prompt`, `instruction_id_list` and `kwargs`, as IFEval has them.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError`. A kind of instruction that is not known is no
    ///   error: it is kept without a check.
    public static func read(_ url: URL) throws -> [IFEvalPrompt] {
        try DataFile.records(of: url) { record throws(EvaluationDataError) in
            let kinds = try record.list("instruction_id_list").compactMap(\.string)
            let arguments = try record.list("kwargs")
            guard !kinds.isEmpty, kinds.count == arguments.count else {
                throw record.failure(
                    "\"instruction_id_list\" and \"kwargs\" must be as long as each other, and not empty")
            }
            var instructions: [Instruction] = []
            for (kind, value) in zip(kinds, arguments) {
                guard let object = value.object else { throw record.failure("\(kind): its arguments are no object") }
                let arguments = InstructionArguments(kind: kind, object: object, record: record)
                instructions.append(Instruction(kind: kind, check: try InstructionKinds.check(arguments)))
            }
            return IFEvalPrompt(
                key: record.object["key"]?.int ?? record.line, prompt: try record.text("prompt"),
                instructions: instructions)
        }
    }
}
