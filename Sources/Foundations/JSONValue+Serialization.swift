extension JSONValue {
    /// This value as JSON text that parses back to an equal value.
    ///
    /// Numbers are written with the fewest digits that read back as the same number; text outside ASCII is written as
    /// it is. JSON has no word for infinities and NaN: they become `null`, as in JavaScript.
    ///
    /// - Parameters:
    ///   - pretty: one member or element a line, indented by two spaces.
    ///   - sortedKeys: members in the order of their keys' UTF-8 bytes instead of their own.
    public func serialized(pretty: Bool = false, sortedKeys: Bool = false) -> String {
        String(decoding: serializedBytes(pretty: pretty, sortedKeys: sortedKeys), as: UTF8.self)
    }

    /// What ``serialized(pretty:sortedKeys:)`` gives, as UTF-8.
    public func serializedBytes(pretty: Bool = false, sortedKeys: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty, sortedKeys: sortedKeys)
        writer.write(self)
        return writer.bytes
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String { serialized() }
}
