/// A natural number of any size, as digits to the base 2^32, the lowest first and the highest not zero.
struct BigNatural: Hashable, Sendable {
    private(set) var words: [UInt32]

    init(_ value: UInt64) {
        words = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
        trim()
    }

    /// Reads decimal digits; the caller has checked that there is nothing else.
    init(decimalDigits digits: some Sequence<UInt8>) {
        words = []
        for digit in digits { multiplyAdd(10, UInt32(digit - UInt8(ascii: "0"))) }
    }

    static let zero = BigNatural(0)
    static let one = BigNatural(1)

    var isZero: Bool { words.isEmpty }
    var isOne: Bool { words == [1] }

    /// How many bits it has.
    var bitWidth: Int {
        guard let last = words.last else { return 0 }
        return words.count * 32 - last.leadingZeroBitCount
    }

    static func < (left: BigNatural, right: BigNatural) -> Bool {
        if left.words.count != right.words.count { return left.words.count < right.words.count }
        for index in left.words.indices.reversed() where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }

    static func + (left: BigNatural, right: BigNatural) -> BigNatural {
        var result = left
        if result.words.count < right.words.count {
            result.words += [UInt32](repeating: 0, count: right.words.count - result.words.count)
        }
        var carry: UInt64 = 0
        for index in result.words.indices {
            let sum = UInt64(result.words[index]) + (index < right.words.count ? UInt64(right.words[index]) : 0) + carry
            result.words[index] = UInt32(truncatingIfNeeded: sum)
            carry = sum >> 32
        }
        if carry > 0 { result.words.append(UInt32(carry)) }
        return result
    }

    /// The difference; `right` must not be larger.
    static func - (left: BigNatural, right: BigNatural) -> BigNatural {
        var result = left
        var borrow: Int64 = 0
        for index in result.words.indices {
            var difference = Int64(result.words[index]) - borrow
            if index < right.words.count { difference -= Int64(right.words[index]) }
            borrow = difference < 0 ? 1 : 0
            result.words[index] = UInt32(truncatingIfNeeded: difference)
        }
        result.trim()
        return result
    }

    static func * (left: BigNatural, right: BigNatural) -> BigNatural {
        var result = BigNatural.zero
        result.words = [UInt32](repeating: 0, count: left.words.count + right.words.count)
        for (place, word) in left.words.enumerated() {
            var carry: UInt64 = 0
            for (offset, other) in right.words.enumerated() {
                let sum = UInt64(word) * UInt64(other) + UInt64(result.words[place + offset]) + carry
                result.words[place + offset] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            result.words[place + right.words.count] = UInt32(carry)
        }
        result.trim()
        return result
    }

    /// Quotient and remainder; `divisor` must not be zero (Knuth, volume 2, algorithm 4.3.1 D).
    func divided(by divisor: BigNatural) -> (quotient: BigNatural, remainder: BigNatural) {
        guard !(self < divisor) else { return (.zero, self) }
        if divisor.words.count == 1 {
            var quotient = self
            let remainder = quotient.divide(by: divisor.words[0])
            return (quotient, BigNatural(UInt64(remainder)))
        }
        let shift = divisor.words[divisor.words.count - 1].leadingZeroBitCount
        let high = divisor.shiftedLeft(shift).words
        var rest = shiftedLeft(shift).words
        if rest.count == words.count { rest.append(0) }
        let count = high.count
        var quotient = [UInt32](repeating: 0, count: rest.count - count)
        for place in quotient.indices.reversed() {
            let top = UInt64(rest[place + count]) << 32 | UInt64(rest[place + count - 1])
            var guess = top / UInt64(high[count - 1])
            var left = top % UInt64(high[count - 1])
            while guess >> 32 != 0 || guess * UInt64(high[count - 2]) > left << 32 | UInt64(rest[place + count - 2]) {
                guess -= 1
                left += UInt64(high[count - 1])
                if left >> 32 != 0 { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for index in 0..<count {
                let product = guess * UInt64(high[index]) + carry
                carry = product >> 32
                let difference = Int64(rest[place + index]) - borrow - Int64(product & 0xFFFF_FFFF)
                rest[place + index] = UInt32(truncatingIfNeeded: difference)
                borrow = difference < 0 ? 1 : 0
            }
            let difference = Int64(rest[place + count]) - borrow - Int64(carry)
            rest[place + count] = UInt32(truncatingIfNeeded: difference)
            if difference < 0 {
                guess -= 1
                var carry: UInt64 = 0
                for index in 0..<count {
                    let sum = UInt64(rest[place + index]) + UInt64(high[index]) + carry
                    rest[place + index] = UInt32(truncatingIfNeeded: sum)
                    carry = sum >> 32
                }
                rest[place + count] &+= UInt32(carry)
            }
            quotient[place] = UInt32(guess)
        }
        var whole = BigNatural.zero
        whole.words = quotient
        whole.trim()
        var remainder = BigNatural.zero
        remainder.words = Array(rest.prefix(count))
        remainder.trim()
        return (whole, remainder.shiftedRight(shift))
    }

    /// The greatest common divisor (Euclid).
    static func greatestCommonDivisor(_ first: BigNatural, _ second: BigNatural) -> BigNatural {
        var (left, right) = (first, second)
        while !right.isZero { (left, right) = (right, left.divided(by: right).remainder) }
        return left
    }

    /// The decimal digits.
    var decimalDigits: String {
        guard !isZero else { return "0" }
        var rest = self
        var groups: [UInt32] = []
        while !rest.isZero { groups.append(rest.divide(by: 1_000_000_000)) }
        var text = String(groups[groups.count - 1])
        for group in groups.dropLast().reversed() {
            let digits = String(group)
            text += String(repeating: "0", count: 9 - digits.count) + digits
        }
        return text
    }

    private func shiftedLeft(_ bits: Int) -> BigNatural {
        guard bits > 0 else { return self }
        var result = self
        var carry: UInt32 = 0
        for index in result.words.indices {
            let word = result.words[index]
            result.words[index] = word << UInt32(bits) | carry
            carry = word >> UInt32(32 - bits)
        }
        if carry > 0 { result.words.append(carry) }
        return result
    }

    private func shiftedRight(_ bits: Int) -> BigNatural {
        guard bits > 0 else { return self }
        var result = self
        for index in result.words.indices {
            let next = index + 1 < result.words.count ? result.words[index + 1] : 0
            result.words[index] = result.words[index] >> UInt32(bits) | next << UInt32(32 - bits)
        }
        result.trim()
        return result
    }

    private mutating func multiplyAdd(_ factor: UInt32, _ addend: UInt32) {
        var carry = UInt64(addend)
        for index in words.indices {
            let product = UInt64(words[index]) * UInt64(factor) + carry
            words[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { words.append(UInt32(carry)) }
    }

    private mutating func divide(by divisor: UInt32) -> UInt32 {
        var remainder: UInt64 = 0
        for index in words.indices.reversed() {
            let value = remainder << 32 | UInt64(words[index])
            words[index] = UInt32(value / UInt64(divisor))
            remainder = value % UInt64(divisor)
        }
        trim()
        return UInt32(remainder)
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }
}
