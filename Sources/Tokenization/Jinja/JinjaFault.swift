/// A fault whose place in the template is not known yet; whoever knows it makes a ``JinjaError`` of it.
struct JinjaFault: Error {
    let code: JinjaError.Code
    let reason: String

    init(_ code: JinjaError.Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
