package import Foundations

/// One subschema of a compiled ``JSONSchema``: a value fits it if it fits one of its shapes.
package struct SchemaNode: Sendable, Hashable {
    package var shapes: [SchemaShape]
    /// Where it stands in the schema.
    package var path: String
}

/// Values of one type, or a list of values; nodes are named by their index among the nodes.
package enum SchemaShape: Sendable, Hashable {
    case null
    case boolean
    case number(SchemaNumber)
    case string(SchemaString)
    case array(SchemaArray)
    case object(SchemaObject)
    /// One of these values, which must also fit these nodes.
    case values([JSONValue], filters: [Int])
}

/// The numbers that a schema allows.
package struct SchemaNumber: Sendable, Hashable {
    /// Whether only whole numbers are valid.
    package var isInteger = false
    /// Whether whole numbers are left out.
    package var isFraction = false
    package var minimum: JSONValue?
    package var exclusiveMinimum: JSONValue?
    package var maximum: JSONValue?
    package var exclusiveMaximum: JSONValue?
    package var multiplesOf: [JSONValue] = []
    /// Numbers that are not allowed.
    package var excluded: [JSONValue] = []
    /// The same limits, for decoding.
    package var range = NumberRange(isInteger: false)
}

/// The strings that a schema allows.
package struct SchemaString: Sendable, Hashable {
    /// The strings in canonical JSON, quotation marks included; nil for any.
    package var language: RegularLanguage?
    /// Limits on the number of Unicode scalars.
    package var least = 0
    package var most: Int?
}

/// The arrays that a schema allows.
package struct SchemaArray: Sendable, Hashable {
    /// Elements of which some must fit a further node.
    package struct Contained: Sendable, Hashable {
        package var node: Int
        /// What does not fit it; only where there is an upper limit.
        package var complement: Int?
        package var least: Int
        package var most: Int?
        /// The nodes of elements that fit, by place, and of all later ones.
        package var matchingPrefix: [Int] = []
        package var matchingRest = 0
        /// The nodes of the other elements.
        package var otherPrefix: [Int] = []
        package var otherRest = 0
    }

    package var prefix: [Int] = []
    package var rest: Int
    /// Whether the schema says nothing about later elements.
    package var isOpen = false
    package var least = 0
    package var most: Int?
    package var contained: Contained?
}

/// The members that an object may have.
package struct SchemaObject: Sendable, Hashable {
    /// A member that the schema names.
    package struct Property: Sendable, Hashable {
        package let key: String
        package var node: Int
        package var isRequired: Bool
    }

    /// Members whose keys are of a set; the keys of properties are never meant.
    package struct Others: Sendable, Hashable {
        /// The keys as JSON strings; nil for all.
        package var keys: RegularLanguage?
        package var node: Int
        /// Whether the schema does not speak of these members.
        package var isOpen: Bool
        /// Whether the keys are those of a pattern, which holds for properties, too.
        package var isPattern = false
    }

    /// In the order of the schema.
    package var properties: [Property] = []
    /// Sets of keys without a key in common.
    package var others: [Others]
    package var least = 0
    package var most: Int?

    /// The member named `key`.
    package func property(_ key: String) -> Property? {
        properties.first { $0.key.hasSameBytes(as: key) }
    }

    /// The other members that `key` belongs to.
    package func others(_ key: String) -> Others? {
        let bytes = CanonicalJSON.bytes(of: .string(key))
        return others.first { $0.keys?.contains(bytes) ?? true }
    }
}
