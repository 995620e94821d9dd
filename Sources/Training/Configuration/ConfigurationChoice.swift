/// A setting with a few named values, spelled in a file as the case is.
public protocol ConfigurationChoice: ConfigurationValue, CaseIterable, RawRepresentable<String> {}

extension ConfigurationChoice {
    public static var expectation: String {
        "one of " + allCases.map(\.rawValue).joined(separator: ", ")
    }

    public static var placeholder: String { "name" }

    public init?(configurationText text: String) { self.init(rawValue: text) }

    public var configurationText: String { rawValue }
}
