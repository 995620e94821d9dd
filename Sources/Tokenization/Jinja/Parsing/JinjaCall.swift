/// What stands between the parentheses of a call.
struct JinjaCall: Sendable {
    var positional: [JinjaExpression] = []
    var named: [(name: String, value: JinjaExpression)] = []
    /// `*list`
    var spread: JinjaExpression?
    /// `**dictionary`
    var namedSpread: JinjaExpression?
}
