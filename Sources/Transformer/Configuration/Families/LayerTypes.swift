import Foundations

/// `layer_types`: which layers have a window.
enum LayerTypes {
    static let window = "sliding_attention", full = "full_attention"

    /// Sets the layers with a window from `layer_types`, or from `pattern` where the file has none.
    static func read(
        _ file: ConfigurationReader, into configuration: inout ModelConfiguration, otherwise pattern: (Int) -> Bool
    ) throws(ModelError) {
        var layers = configuration.layers.map(pattern)
        if let types = try file.strings("layer_types") {
            for type in types where type != window && type != full {
                throw file.refusal("layer type '\(type)' is not supported; supported are \(full) and \(window)")
            }
            layers = types.map { $0 == window }
        }
        configuration.windowLayers = layers
    }

    static func write(_ configuration: ModelConfiguration) -> JSONValue {
        .array(configuration.layers.map { .string(configuration.window(ofLayer: $0) == nil ? full : window) })
    }
}
