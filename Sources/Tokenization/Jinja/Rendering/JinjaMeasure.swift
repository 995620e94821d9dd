/// Counts the values in a value, and refuses what is too large or too deep to be written out, compared or freed.
///
/// A template that doubles a list forty times holds little memory and a trillion values.
struct JinjaMeasure {
    private(set) var count = 0

    mutating func add(_ value: JinjaValue, depth: Int = 0) throws {
        count += 1
        guard count <= JinjaLimits.valueCount else {
            throw JinjaFault(.limit, "the template makes a value of more than \(JinjaLimits.valueCount) values")
        }
        guard depth <= JinjaLimits.valueDepth else {
            throw JinjaFault(.limit, "the template nests a value deeper than \(JinjaLimits.valueDepth) levels")
        }
        switch value {
        case .list(let elements), .tuple(let elements):
            for element in elements { try add(element, depth: depth + 1) }
        case .dictionary(let dictionary): try add(dictionary, depth: depth)
        case .namespace(let namespace): try add(namespace.attributes, depth: depth)
        default: break
        }
    }

    private mutating func add(_ dictionary: JinjaDictionary, depth: Int) throws {
        for key in dictionary.keys { try add(key, depth: depth + 1) }
        for value in dictionary.values { try add(value, depth: depth + 1) }
    }
}
