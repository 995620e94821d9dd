/// The functions that every template has.
enum JinjaGlobals {
    /// Sets them in `scope`.
    ///
    /// - Parameter now: the time that `strftime_now` tells; nil makes asking for it a fault.
    static func define(in scope: JinjaScope, now: CalendarTime?) {
        func function(_ name: String, _ body: @escaping (JinjaArguments) throws -> JinjaValue) {
            scope.set(name, .function(JinjaFunction(name, body: body)))
        }
        function("raise_exception") { arguments in
            let message = arguments.positional.first ?? arguments.named.first?.value ?? .none
            throw JinjaFault(.raised, try PythonText.text(of: message).string)
        }
        function("strftime_now") { arguments in
            let format = try TextMethods.needText(
                arguments.bound(to: ["format"], of: "strftime_now")[0], "strftime_now")
            guard let now else {
                throw JinjaFault(.value, "the template names the date, and was given none: set the template's time")
            }
            guard let text = now.formatted(format.string) else {
                throw JinjaFault(.unsupported, "the date format '\(format.string)'")
            }
            return .text(text)
        }
        function("namespace") { .namespace(JinjaNamespace(try dictionary($0, isNamespace: true))) }
        function("dict") { .dictionary(try dictionary($0, isNamespace: false)) }
        function("range", range)
    }

    private static func dictionary(_ arguments: JinjaArguments, isNamespace: Bool) throws -> JinjaDictionary {
        var dictionary = JinjaDictionary()
        for argument in arguments.positional {
            if case .dictionary(let given) = argument {
                for (key, value) in zip(given.keys, given.values) { dictionary[key] = value }
                continue
            }
            for pair in try argument.elements() {
                let parts = try pair.elements()
                guard parts.count == 2 else { throw JinjaFault(.value, "a dictionary is made of pairs") }
                dictionary[parts[0]] = parts[1]
            }
        }
        for (name, value) in arguments.named {
            if isNamespace, name.hasPrefix("_") {
                throw JinjaFault(.value, "the name '\(name)' of a namespace's attribute begins with '_'")
            }
            dictionary[.text(JinjaText(name, .literal))] = value
        }
        return dictionary
    }

    private static func range(_ arguments: JinjaArguments) throws -> JinjaValue {
        let bounds = try arguments.positional.map { value in
            if let fault = value.undefinedFault { throw fault }
            guard let bound = value.integer else {
                throw JinjaFault(.value, "'\(value.kind)' object cannot be interpreted as an integer")
            }
            return bound
        }
        guard (1...3).contains(bounds.count), arguments.named.isEmpty else {
            throw JinjaFault(.value, "range() takes 1 to 3 numbers")
        }
        let (start, stop) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
        let step = bounds.count == 3 ? bounds[2] : 1
        if step == 0 { throw JinjaFault(.value, "range() arg 3 must not be zero") }
        let count = (Double(stop) - Double(start)) / Double(step)
        guard count <= Double(JinjaLimits.rangeElements) else {
            throw JinjaFault(.limit, "range() gives more than \(JinjaLimits.rangeElements) numbers")
        }
        return .list(stride(from: start, to: stop, by: step).map { .integer($0) })
    }
}
