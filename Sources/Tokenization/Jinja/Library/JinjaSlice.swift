/// Python's slices.
enum JinjaSlice {
    /// The places of the elements that a slice takes, of `count`.
    static func places(
        start: JinjaValue?, stop: JinjaValue?, step: JinjaValue?, of count: Int
    ) throws -> [Int] {
        let step = try bound(step) ?? 1
        if step == 0 { throw JinjaFault(.value, "slice step cannot be zero") }
        func place(_ value: Int?, default initial: Int) -> Int {
            guard var value else { return initial }
            if value < 0 { value = max(value, -count - 1) + count }
            return step > 0 ? min(max(value, 0), count) : min(max(value, -1), count - 1)
        }
        let first = place(try bound(start), default: step > 0 ? 0 : count - 1)
        let last = place(try bound(stop), default: step > 0 ? count : -1)
        return Array(stride(from: first, to: last, by: min(max(step, -count - 1), count + 1)))
    }

    private static func bound(_ value: JinjaValue?) throws -> Int? {
        if let fault = value?.undefinedFault { throw fault }
        if case JinjaValue.none? = value { return nil }
        guard let value else { return nil }
        guard let bound = value.integer else { throw JinjaFault(.value, "slice indices must be integers or None") }
        return bound
    }

    static func text(
        _ text: JinjaText, start: JinjaValue?, stop: JinjaValue?, step: JinjaValue?
    ) throws -> JinjaText {
        let offsets = text.characterOffsets
        let places = try places(start: start, stop: stop, step: step, of: offsets.count - 1)
        if step == nil {
            guard let first = places.first, let last = places.last else { return JinjaText() }
            return text[offsets[first]..<offsets[last + 1]]
        }
        var result = JinjaText()
        for place in places { result.append(text[offsets[place]..<offsets[place + 1]]) }
        return result
    }

    static func slice(
        _ value: JinjaValue, start: JinjaValue?, stop: JinjaValue?, step: JinjaValue?
    ) throws -> JinjaValue {
        if let fault = value.undefinedFault { throw fault }
        switch value {
        case .text(let text): return .text(try self.text(text, start: start, stop: stop, step: step))
        case .list(let elements):
            return .list(try places(start: start, stop: stop, step: step, of: elements.count).map { elements[$0] })
        case .tuple(let elements):
            return .tuple(try places(start: start, stop: stop, step: step, of: elements.count).map { elements[$0] })
        default: return .undefined("'\(value.kind) object' cannot be sliced")
        }
    }
}
