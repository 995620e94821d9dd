import Foundations

/// Tells which format an object has, by its keys and by those of its first turn.
///
/// What two formats could be read from is refused, never guessed.
struct TranscriptRecognition {
    private let object: JSONObject
    private let shape: TranscriptShape

    init(_ object: JSONObject, _ shape: TranscriptShape) {
        self.object = object
        self.shape = shape
    }

    private static let lists = ["messages", "conversations"]
    private static let instruction = "instruction"

    /// The format that was asked for, or that the object shows.
    func format() throws(TranscriptError) -> TranscriptFormat {
        if let format = shape.format {
            if format == .alpaca, !has(Self.instruction) {
                throw shape.failure(.unknownShape, "it has no \"instruction\" and is no '\(format.rawValue)'")
            }
            return format
        }
        let found = (Self.lists + [Self.instruction]).filter(has)
        guard let key = found.first else {
            let keys = object.members.prefix(8).map { "\"\($0.key)\"" }.joined(separator: ", ")
            throw shape.failure(
                .unknownShape, "it has no \"messages\", \"conversations\" or \"instruction\", but: \(keys)")
        }
        guard found.count == 1 else { throw unclear("it has both \"\(key)\" and \"\(found[1])\"") }
        if key == Self.instruction { return .alpaca }
        return try format(ofTurnsIn: key)
    }

    /// The turns, under whichever name they stand.
    func turns() throws(TranscriptError) -> [JSONValue] {
        let found = Self.lists.filter(has)
        guard let key = found.first else {
            throw shape.failure(.unknownShape, "it has no \"messages\" or \"conversations\"")
        }
        guard found.count == 1 else { throw unclear("it has both \"messages\" and \"conversations\"") }
        guard let turns = object[key]?.array else {
            throw shape.failure(.unknownShape, "its \"\(key)\" are \(object[key]?.kind ?? "missing"), not an array")
        }
        return turns
    }

    private func format(ofTurnsIn key: String) throws(TranscriptError) -> TranscriptFormat {
        let first = object[key]?[0]
        switch (first?["role"] != nil, first?["from"] != nil) {
        case (true, true): throw unclear("its first turn has both \"role\" and \"from\"")
        case (true, false): return .chat
        case (false, true): return .sharegpt
        case (false, false): return key == Self.lists[0] ? .chat : .sharegpt
        }
    }

    private func has(_ key: String) -> Bool { object[key].map { !$0.isNull } ?? false }

    private func unclear(_ what: String) -> TranscriptError {
        shape.failure(
            .unknownShape,
            "\(what): say which is meant with --format \(TranscriptFormat.allCases.map(\.rawValue).joined(separator: ", "))"
        )
    }
}
