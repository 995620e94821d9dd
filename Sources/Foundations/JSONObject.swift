/// The members of a JSON object in the order in which they were written.
///
/// Keys are compared by their UTF-8 bytes. A key that is written twice stays twice in ``members``, so that a reader of
/// a strict format can refuse it; looking it up gives the last one, as most readers of JSON do. Looking up costs a pass
/// over the members: read large tables, such as vocabularies, through ``members``.
public struct JSONObject: Sendable, Hashable {
    /// One key and its value.
    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            left.key.hasSameBytes(as: right.key) && left.value == right.value
        }

        public func hash(into hasher: inout Hasher) {
            key.hashBytes(into: &hasher)
            hasher.combine(value)
        }
    }

    /// Every member as written, repeated keys included.
    public var members: [Member]

    public init(members: [Member] = []) {
        self.members = members
    }

    /// The value of the last member named `key`.
    ///
    /// Setting replaces that value or appends a member; setting nil removes every member of that name.
    public subscript(key: String) -> JSONValue? {
        get { members.last { $0.key.hasSameBytes(as: key) }?.value }
        set {
            guard let newValue else {
                members.removeAll { $0.key.hasSameBytes(as: key) }
                return
            }
            if let index = members.lastIndex(where: { $0.key.hasSameBytes(as: key) }) {
                members[index].value = newValue
            } else {
                members.append(Member(key: key, value: newValue))
            }
        }
    }

    /// The first key that is written more than once, nil when all differ.
    public var firstRepeatedKey: String? {
        var seen: Set<[UInt8]> = []
        return members.first { !seen.insert(Array($0.key.utf8)).inserted }?.key
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members: members.map { Member(key: $0.0, value: $0.1) })
    }
}
