import Foundation
import Foundations

/// A place in a JSON document (RFC 6901).
struct JSONPointer: CustomStringConvertible {
    let tokens: [String]

    init(_ tokens: [String]) {
        self.tokens = tokens
    }

    /// Reads `#`, or `#/` and the tokens of a place; nil for anything else.
    init?(fragment: String) {
        guard fragment.hasPrefix("#"), let text = fragment.dropFirst().removingPercentEncoding else { return nil }
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.hasPrefix("/") else { return nil }
        tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { token in
            String(token.replacing("~1", with: "/").replacing("~0", with: "~"))
        }
    }

    /// The value at this place; nil where there is none.
    func value(in document: JSONValue) -> JSONValue? {
        var value = document
        for token in tokens {
            let next: JSONValue?
            switch value {
            case .object(let object): next = object[token]
            case .array: next = Int(token).flatMap { value[$0] }
            default: next = nil
            }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// The pointer as the paths of a compiled schema are written.
    var description: String { "#" + tokens.map { "/" + Self.escaped($0) }.joined() }

    /// A key as it stands in a pointer.
    static func escaped(_ key: String) -> String {
        key.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
