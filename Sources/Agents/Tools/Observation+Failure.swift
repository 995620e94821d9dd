extension Observation {
    /// What could not be done, as the model reads it.
    static func failure(_ error: some CustomStringConvertible) -> Observation {
        Observation("error: \(error)", isError: true)
    }

    /// A tool that was called without an argument that it needs.
    static func missing(_ argument: String) -> Observation {
        failure("the argument '\(argument)' is missing, or is no text")
    }
}
