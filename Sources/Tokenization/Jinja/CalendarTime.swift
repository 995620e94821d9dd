import Foundation

/// A date and a time of day as a calendar and a clock on the wall show them, for templates that name the date.
public struct CalendarTime: Sendable, Hashable {
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    public var minute: Int
    public var second: Int

    /// Names a time in the Gregorian calendar.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The time now, where this machine is.
    public static func now() -> CalendarTime {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return CalendarTime(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
    }

    /// The day of the week, from 0 for Sunday (Sakamoto's method).
    private var weekday: Int {
        let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = month < 3 ? year - 1 : year
        let sum = year + year / 4 - year / 100 + year / 400 + shifts[min(max(month, 1), 12) - 1] + day
        return (sum % 7 + 7) % 7
    }

    private var dayOfYear: Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return lengths.prefix(max(month - 1, 0)).reduce(day, +)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    /// This time as C's `strftime` writes it in the C locale; nil where the pattern has a sign that is not known here.
    func formatted(_ pattern: String) -> String? {
        var result = ""
        var scalars = pattern.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            guard var sign = scalars.next() else { return nil }
            let dropsZeros = sign == "-"
            if dropsZeros {
                guard let next = scalars.next() else { return nil }
                sign = next
            }
            guard let field = field(sign, dropsZeros: dropsZeros) else { return nil }
            result += field
        }
        return result
    }

    private func field(_ sign: Unicode.Scalar, dropsZeros: Bool) -> String? {
        func number(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return dropsZeros ? digits : String(repeating: "0", count: max(width - digits.count, 0)) + digits
        }
        let month = Self.months[min(max(month, 1), 12) - 1]
        return switch sign {
        case "%": "%"
        case "Y": String(year)
        case "y": number(year % 100, 2)
        case "m": number(self.month, 2)
        case "d": number(day, 2)
        case "e": dropsZeros || day > 9 ? String(day) : " \(day)"
        case "H": number(hour, 2)
        case "I": number((hour + 11) % 12 + 1, 2)
        case "M": number(minute, 2)
        case "S": number(second, 2)
        case "p": hour < 12 ? "AM" : "PM"
        case "B": month
        case "b", "h": String(month.prefix(3))
        case "A": Self.weekdays[weekday]
        case "a": String(Self.weekdays[weekday].prefix(3))
        case "w": String(weekday)
        case "u": String(weekday == 0 ? 7 : weekday)
        case "j": number(dayOfYear, 3)
        case "F": formatted("%Y-%m-%d")
        case "T": formatted("%H:%M:%S")
        case "D": formatted("%m/%d/%y")
        case "R": formatted("%H:%M")
        case "n": "\n"
        case "t": "\t"
        default: nil
        }
    }
}
