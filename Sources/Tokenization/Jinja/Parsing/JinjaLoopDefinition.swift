/// A loop over the elements of a value.
struct JinjaLoopDefinition: Sendable {
    let target: JinjaTarget
    let elements: JinjaExpression
    let filter: JinjaExpression?
    let isRecursive: Bool
    let body: [JinjaStatement]
    /// What is written where there is no element.
    let otherwise: [JinjaStatement]
}
