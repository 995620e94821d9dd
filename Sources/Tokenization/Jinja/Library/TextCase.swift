/// Upper and lower case, and questions about the characters of a text, as Python has them.
enum TextCase {
    /// The text that a method such as `upper` makes.
    static func convert(_ text: JinjaText, _ method: String) -> JinjaText {
        var result = ""
        var followsCased = false
        for (index, scalar) in text.string.unicodeScalars.enumerated() {
            let properties = scalar.properties
            switch method {
            case "upper": result += properties.uppercaseMapping
            case "lower", "casefold": result += properties.lowercaseMapping
            case "swapcase":
                result += properties.isUppercase ? properties.lowercaseMapping : properties.uppercaseMapping
            case "capitalize": result += index == 0 ? properties.titlecaseMapping : properties.lowercaseMapping
            default: result += followsCased ? properties.lowercaseMapping : properties.titlecaseMapping
            }
            followsCased = properties.isCased
        }
        return JinjaText(result, text.commonOrigin)
    }

    /// Whether what a method such as `isdigit` asks for holds.
    static func holds(_ method: String, _ text: JinjaText) -> Bool {
        let scalars = text.string.unicodeScalars
        switch method {
        case "islower":
            return scalars.contains { $0.properties.isCased } && !scalars.contains { isUpper($0) }
        case "isupper":
            return scalars.contains { $0.properties.isCased } && !scalars.contains { $0.properties.isLowercase }
        default: return !scalars.isEmpty && scalars.allSatisfy { holds(method, $0) }
        }
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter
    }

    private static func holds(_ method: String, _ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch method {
        case "isspace": return PythonSpace.contains(scalar)
        case "isalpha":
            return [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
                .contains(properties.generalCategory)
        case "isdecimal": return properties.numericType == .decimal
        case "isdigit": return properties.numericType == .decimal || properties.numericType == .digit
        case "isnumeric": return properties.numericType != nil
        default: return holds("isalpha", scalar) || properties.numericType != nil
        }
    }
}
