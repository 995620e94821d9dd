import Synchronization

/// The formats of JSON Schema that an automaton decides, as regular expressions.
///
/// Each says what its specification says; what lies beyond an automaton is left out, so that everything that is written
/// is valid: dates and times of RFC 3339, UUIDs of RFC 4122, addresses of RFC 2673
/// and RFC 4291, e-mail addresses of RFC 5321, host names of RFC 1123 without internationalized labels, URIs of RFC 3986,
/// pointers of RFC 6901, durations of RFC 3339's appendix A.
enum StringFormat {
    private static let languages = Mutex<[String: RegularLanguage]>([:])

    /// The JSON strings of a format; nil for one that is not known here.
    static func language(_ name: String) -> RegularLanguage? {
        if let known = languages.withLock({ $0[name] }) { return known }
        guard let pattern = pattern(name),
            var language = try? RegexNode.language(ofPattern: "^(?:\(pattern))$")
        else { return nil }
        if name == "hostname", let short = try? SchemaString(language: language, most: 253).exactLanguage() {
            language = short
        }
        languages.withLock { $0[name] = language }
        return language
    }

    static let names = [
        "date", "time", "date-time", "duration", "uuid", "ipv4", "ipv6", "email", "hostname", "uri", "uri-reference",
        "json-pointer", "relative-json-pointer",
    ]

    private static func pattern(_ name: String) -> String? {
        switch name {
        case "date": date
        case "time": time
        case "date-time": "\(date)[Tt]\(time)"
        case "duration": duration
        case "uuid": "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
        case "ipv4": ipv4
        case "ipv6": ipv6
        case "email": "(\(atom)(\\.\(atom))*|\(quoted))@(\(domain)|\\[\(ipv4)\\]|\\[IPv6:\(ipv6)\\])"
        case "hostname": domain
        case "uri": uri
        case "uri-reference": "\(uri)|\(relativeReference)"
        case "json-pointer": "(/([^/~]|~[01])*)*"
        case "relative-json-pointer": "(0|[1-9][0-9]*)(#|(/([^/~]|~[01])*)*)"
        default: nil
        }
    }

    // MARK: Dates and times

    private static let date: String = {
        let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
        let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        let leap = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
        return "([0-9]{4}-(\(long)|\(short)|02-(0[1-9]|1[0-9]|2[0-8]))|\(leap))"
    }()

    private static let time: String = {
        let offset = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
        let ordinary = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?\(offset)"
        // A leap second is the last one of a day in UTC.
        var leaps = ["23:59:60(\\.[0-9]+)?([Zz]|[+-]00:00)"]
        for minutes in 1..<1440 {
            func clock(_ minutes: Int) -> String {
                let (hours, rest) = ((minutes + 1440) % 1440 / 60, (minutes + 1440) % 60)
                return "\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
            }
            leaps.append("\(clock(1439 + minutes)):60(\\.[0-9]+)?\\+\(clock(minutes))")
            leaps.append("\(clock(1439 - minutes)):60(\\.[0-9]+)?-\(clock(minutes))")
        }
        return "(\(ordinary)|\(leaps.joined(separator: "|")))"
    }()

    private static let duration: String = {
        let time = "T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S)"
        let days = "[0-9]+D"
        let date = "(\(days)|[0-9]+M(\(days))?|[0-9]+Y([0-9]+M(\(days))?)?)"
        return "P(\(date)(\(time))?|\(time)|[0-9]+W)"
    }()

    // MARK: Addresses

    private static let octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    private static let ipv4 = "(\(octet)\\.){3}\(octet)"

    private static let ipv6: String = {
        let group = "[0-9a-fA-F]{1,4}"
        let last = "(\(group):\(group)|\(ipv4))"
        var forms = ["(\(group):){6}\(last)"]
        // So many groups before the gap, and up to so many behind it.
        for before in 0...7 {
            let head = before == 0 ? "" : "\(group)(:\(group)){\(before - 1)}"
            for after in 0...(7 - before) {
                let tail = after == 0 ? "" : "\(group)(:\(group)){\(after - 1)}"
                forms.append("\(head)::\(tail)")
                if after >= 2 { forms.append("\(head)::(\(group):){\(after - 2)}\(ipv4)") }
            }
        }
        return "(\(forms.joined(separator: "|")))"
    }()

    private static let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    private static let quoted = #""([ !#-\[\]-~]|\\[ -~])*""#
    /// Up to 63 characters, not with hyphens as the third and fourth: those announce a code that only its rules decide.
    private static let label: String = {
        let (end, middle) = ("[A-Za-z0-9]", "[A-Za-z0-9-]")
        return "(\(end){1,2}|\(end)\(middle)\(end)(\(middle){0,59}\(end))?"
            + "|\(end)\(middle)-\(end)(\(middle){0,58}\(end))?)"
    }()
    private static let domain = "\(label)(\\.\(label))*"

    // MARK: URIs

    private static let encoded = "%[0-9A-Fa-f]{2}"
    private static let character = "([A-Za-z0-9._~!$&'()*+,;=:@-]|\(encoded))"
    private static let authority: String = {
        let user = "([A-Za-z0-9._~!$&'()*+,;=:-]|\(encoded))*"
        let name = "([A-Za-z0-9._~!$&'()*+,;=-]|\(encoded))*"
        let future = "[vV][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:-]+"
        return "(\(user)@)?(\\[(\(ipv6)|\(future))\\]|\(name))(:[0-9]*)?"
    }()
    private static let tail = "(\\?(\(character)|[/?])*)?(#(\(character)|[/?])*)?"
    private static let uri: String = {
        let rootless = "\(character)+(/\(character)*)*"
        let path = "(//\(authority)(/\(character)*)*|/(\(rootless))?|\(rootless)|)"
        return "[A-Za-z][A-Za-z0-9+.-]*:\(path)\(tail)"
    }()
    private static let relativeReference: String = {
        let first = "([A-Za-z0-9._~!$&'()*+,;=@-]|\(encoded))+"
        let absolute = "/(\(character)+(/\(character)*)*)?"
        return "(//\(authority)(/\(character)*)*|\(absolute)|\(first)(/\(character)*)*|)\(tail)"
    }()
}
