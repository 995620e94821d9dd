import Generation
import Tokenization

/// All that an explanation tells, whatever it is told in.
struct ExplainedSubject {
    /// The model as the user named it.
    let modelName: String
    let text: String
    let tokenizer: Tokenizer
    let explanation: TextExplanation
    let figures: ModelFigures
    let sampling: SamplingOptions

    /// A token's text in quotation marks, with what cannot be seen escaped.
    func quoted(_ token: Int32) -> String { TokenDisplay.quoted(tokenizer.bytes(of: token)) }

    /// A token's bytes in hexadecimal digits.
    func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
