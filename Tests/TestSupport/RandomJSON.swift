public import Foundations

/// Seeded random JSON values of every kind, for properties.
public struct RandomJSON {
    /// What the values come from.
    public var generator: SplitMix64

    /// The values that belong to `seed`.
    public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// A value of any kind.
    public mutating func value(depth: Int = 5) -> JSONValue {
        switch generator.next(below: depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(generator.next() & 1 == 0)
        case 2: return .integer(Int64(bitPattern: generator.next() >> UInt64(generator.next(below: 64))))
        case 3: return .number(number())
        case 4, 5: return .string(string())
        case 6: return .array((0..<generator.next(below: 6)).map { _ in value(depth: depth - 1) })
        default:
            let members = (0..<generator.next(below: 6)).map { _ in
                JSONObject.Member(key: string(), value: value(depth: depth - 1))
            }
            return .object(JSONObject(members: members))
        }
    }

    /// A finite number.
    public mutating func number() -> Double {
        while true {
            let candidates = [
                Double(bitPattern: generator.next()), generator.normal(), Double(generator.next(below: 1000)) / 8,
            ]
            let number = candidates[generator.next(below: 3)]
            if number.isFinite { return number }
        }
    }

    /// A string of characters of all lengths in UTF-8.
    public mutating func string() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<generator.next(below: 20) {
            let limits = [0x80, 0x20, 0x800, 0x10000, 0x110000]
            let limit = limits[generator.next(below: limits.count)]
            if let scalar = Unicode.Scalar(UInt32(generator.next(below: limit))) { text.append(scalar) }
        }
        return String(text)
    }
}
