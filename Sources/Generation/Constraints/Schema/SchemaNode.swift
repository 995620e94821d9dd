package import Foundations

/// One subschema of a compiled ``JSONSchema``; others are named by their index among the nodes.
package enum SchemaNode: Sendable, Hashable {
    case null
    case boolean
    case number(SchemaNumber)
    case string(minimumLength: Int, maximumLength: Int?)
    case array(items: Int, minimumCount: Int, maximumCount: Int?)
    case object(SchemaObject)
    /// One of these values; never empty.
    case values([JSONValue])
    /// At least one of these; a reference is a choice of one.
    case anyOf([Int])
    /// One of these, which exclude each other.
    case oneOf([Int])
}

/// The members that an object may have.
package struct SchemaObject: Sendable, Hashable {
    /// A member that the schema describes.
    package struct Property: Sendable, Hashable {
        package let key: String
        package let node: Int
        package let isRequired: Bool
    }

    /// In the order of the schema.
    package let properties: [Property]
    /// Whether other members are valid. Decoding never writes any.
    package let allowsOthers: Bool

    /// The member named `key`.
    package func property(_ key: String) -> Property? {
        properties.first { $0.key.hasSameBytes(as: key) }
    }
}

/// The numbers that a schema allows.
package struct SchemaNumber: Sendable, Hashable {
    /// Whether only whole numbers are valid.
    package let isInteger: Bool
    package var minimum: JSONValue?
    package var exclusiveMinimum: JSONValue?
    package var maximum: JSONValue?
    package var exclusiveMaximum: JSONValue?
    /// The same limits, for decoding.
    package var range: NumberRange
}
