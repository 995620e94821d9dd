/// The values that a call gives.
struct JinjaArguments {
    var positional: [JinjaValue] = []
    var named: [(name: String, value: JinjaValue)] = []

    /// The values of the parameters `names`, in their order; nil for those that are left out.
    ///
    /// - Parameter function: the name of what is called, for errors.
    func bound(to names: [String], of function: String) throws -> [JinjaValue?] {
        guard positional.count <= names.count else {
            throw JinjaFault(
                .value, "\(function)() takes at most \(names.count) arguments, not \(positional.count)")
        }
        var values: [JinjaValue?] = positional + [JinjaValue?](repeating: nil, count: names.count - positional.count)
        for (name, value) in named {
            guard let index = names.firstIndex(of: name) else {
                throw JinjaFault(.value, "\(function)() got an unexpected keyword argument '\(name)'")
            }
            if values[index] != nil {
                throw JinjaFault(.value, "\(function)() got multiple values for argument '\(name)'")
            }
            values[index] = value
        }
        return values
    }
}
