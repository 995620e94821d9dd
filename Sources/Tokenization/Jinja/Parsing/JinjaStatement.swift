/// A part of a template that writes or does something.
struct JinjaStatement: Sendable {
    /// What kind of statement it is.
    indirect enum Node: Sendable {
        case text(JinjaText)
        case output([JinjaExpression])
        case branches([(condition: JinjaExpression, body: [JinjaStatement])], otherwise: [JinjaStatement])
        case loop(JinjaLoopDefinition)
        case set(JinjaTarget, JinjaExpression)
        case setBlock(JinjaTarget, filter: JinjaExpression?, [JinjaStatement])
        case with([(JinjaTarget, JinjaExpression)], [JinjaStatement])
        case macro(JinjaMacroDefinition)
        /// A call that gets the body as `caller`.
        case callBlock(JinjaMacroDefinition, JinjaExpression, JinjaCall)
        case filterBlock(JinjaExpression, [JinjaStatement])
        /// What the assistant wrote.
        case generation([JinjaStatement])
        case continueLoop
        case breakLoop
    }

    let node: Node
    /// The place of the statement in the source.
    let offset: Int
}
