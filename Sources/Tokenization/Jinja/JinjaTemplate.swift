public import Foundations

/// A template in the language of chat templates: Jinja, as Hugging Face `transformers` sets it up.
///
/// A line end after a block is left out, and so is white space before a block that begins a line; `break`, `continue`,
/// `raise_exception`, `strftime_now` and `generation` blocks are there, other templates cannot be included, and nothing
/// that a template is given can be changed by it.
///
/// ```swift
/// let template = try JinjaTemplate(source: "{% for name in names %}Hello {{ name }}! {% endfor %}", name: "greeting")
/// print(try template.render(["names": ["Ada", "Alan"]]).text)
/// ```
public struct JinjaTemplate: Sendable {
    private let source: JinjaSource
    private let statements: [JinjaStatement]
    /// Whether the template says what the assistant wrote, by `generation` blocks.
    public let marksGeneration: Bool

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - text: the template.
    ///   - name: what errors call it, such as its file.
    /// - Throws: ``JinjaError`` with line and column where the text is no template.
    public init(source text: String, name: String) throws(JinjaError) {
        source = JinjaSource(text, name: name)
        var parser = try JinjaParser(source)
        statements = try parser.template()
        marksGeneration = parser.marksGeneration
    }

    /// The text for the given values.
    ///
    /// - Parameters:
    ///   - variables: values by name; their text never counts as the template's own.
    ///   - trusted: further values by name, whose text counts as the template's own, such as `bos_token`.
    ///   - now: the time that `strftime_now` tells.
    ///   - maximumSteps: how many statements and expressions may be carried out; long conversations take some 100,000.
    /// - Throws: ``JinjaError`` with line and column: the template refuses the values, uses what is not there, asks for
    ///   the time without being given one, or goes beyond the limits of size and work.
    public func render(
        _ variables: JSONObject, trusted: JSONObject = JSONObject(), now: CalendarTime? = nil,
        maximumSteps: Int = 10_000_000
    ) throws(JinjaError) -> JinjaRendering {
        let globals = JinjaScope(in: nil)
        JinjaGlobals.define(in: globals, now: now)
        let scope = JinjaScope(in: globals)
        for member in trusted.members { scope.set(member.key, JinjaValue(member.value, .literal)) }
        for member in variables.members { scope.set(member.key, JinjaValue(member.value)) }
        let renderer = JinjaRenderer(source, scope: scope, maximumSteps: maximumSteps)
        do {
            return JinjaRendering(try renderer.render(statements))
        } catch let error as JinjaError {
            throw error
        } catch let fault as JinjaFault {
            throw source.error(fault, at: 0)
        } catch {
            throw source.error(.value, "\(error)", at: 0)
        }
    }
}
