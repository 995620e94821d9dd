/// What a value is assigned to.
indirect enum JinjaTarget: Sendable {
    case name(String)
    /// An attribute of a namespace.
    case attribute(of: String, String)
    case tuple([JinjaTarget])
}
