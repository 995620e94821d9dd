public import Foundations

extension JSONSchema {
    /// Checks that `value` fits.
    ///
    /// - Parameter closed: refuse members that the schema does not describe, even where it would allow them. Decoding
    ///   never writes such members; for the arguments of tools they are mistakes that should not pass in silence.
    /// - Throws: ``SchemaViolation`` naming the first place that does not fit.
    public func validate(_ value: JSONValue, closed: Bool = false) throws(SchemaViolation) {
        if let violation = SchemaValidator(nodes: nodes, closed: closed).violation(of: value, node: root) {
            throw violation
        }
    }
}
