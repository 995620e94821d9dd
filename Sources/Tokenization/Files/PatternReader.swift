import Foundations

/// Reads what a step looks for: `{"String": …}` or `{"Regex": …}`.
enum PatternReader {
    /// The pattern of a `Split` or `Replace`.
    static func read(_ node: TokenizerNode) throws(TokenizerFileError) -> TextPattern {
        let members = try node.object().members
        guard members.count == 1, let member = members.first else {
            throw node.invalid("should be {\"String\": …} or {\"Regex\": …}")
        }
        switch member.key {
        case "String":
            let text = Array(try node["String"].string().utf8)
            if text.isEmpty { throw node["String"].unsupported("an empty text, which is everywhere,") }
            return .text(text)
        case "Regex":
            return .expression(try compile(node["Regex"]))
        default: throw node[member.key].unsupported("this kind of pattern")
        }
    }

    /// A split pattern of one expression.
    static func splitPattern(_ node: TokenizerNode) throws(TokenizerFileError) -> PretokenizerPattern {
        let text = try node.string()
        do throws(PretokenizerPatternError) { return try PretokenizerPattern(text) } catch {
            throw node.invalid(error.description)
        }
    }

    private static func compile(_ node: TokenizerNode) throws(TokenizerFileError) -> CompiledExpression {
        let text = try node.string()
        do throws(PretokenizerPatternError) { return try CompiledExpression(text) } catch {
            throw node.invalid(error.description)
        }
    }
}
