/// A part of a template that has a value.
struct JinjaExpression: Sendable {
    /// What kind of expression it is.
    indirect enum Node: Sendable {
        case literal(JinjaLiteral)
        case name(String)
        case list([JinjaExpression])
        case tuple([JinjaExpression])
        case dictionary([(key: JinjaExpression, value: JinjaExpression)])
        case attribute(JinjaExpression, String)
        case item(JinjaExpression, JinjaExpression)
        case slice(JinjaExpression, start: JinjaExpression?, stop: JinjaExpression?, step: JinjaExpression?)
        case call(JinjaExpression, JinjaCall)
        /// A filter; without a value it works on the text of its block.
        case filter(JinjaExpression?, String, JinjaCall)
        case test(JinjaExpression, String, JinjaCall)
        case not(JinjaExpression)
        case sign(JinjaExpression, isNegative: Bool)
        case arithmetic(JinjaArithmetic, JinjaExpression, JinjaExpression)
        case concatenation([JinjaExpression])
        case comparison(JinjaExpression, [(JinjaComparison, JinjaExpression)])
        case and(JinjaExpression, JinjaExpression)
        case or(JinjaExpression, JinjaExpression)
        case conditional(JinjaExpression, if: JinjaExpression, else: JinjaExpression?)
    }

    let node: Node
    /// The place of the expression in the source.
    let offset: Int
    /// How many expressions stand inside one another here, at most.
    let depth: Int

    init(_ node: Node, at offset: Int, depth: Int = 1) {
        self.node = node
        self.offset = offset
        self.depth = depth
    }
}
