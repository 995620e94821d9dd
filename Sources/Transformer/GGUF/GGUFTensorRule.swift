/// One tensor of each layer, or of the model: its name in a GGUF file and in a model directory.
///
/// `#` stands for the number of the layer. `@` stands for the number of an expert: the directory has a tensor for each,
/// the file stacks them in one of three dimensions.
struct GGUFTensorRule: Sendable {
    let file: String
    let directory: String
    let form: GGUFTensorForm

    init(_ file: String, _ directory: String, _ form: GGUFTensorForm = .same) {
        self.file = file
        self.directory = directory
        self.form = form
    }

    /// Whether the file stacks the experts of a layer.
    var stacksExperts: Bool { directory.contains("@") }

    /// The name in a file.
    func fileName(layer: Int?) -> String { Self.fill(file, layer: layer, expert: nil) }

    /// The name in a directory.
    func directoryName(layer: Int?, expert: Int?) -> String { Self.fill(directory, layer: layer, expert: expert) }

    private static func fill(_ pattern: String, layer: Int?, expert: Int?) -> String {
        var name = ""
        for character in pattern {
            switch character {
            case "#": name += layer.map(String.init) ?? "#"
            case "@": name += expert.map(String.init) ?? "@"
            default: name.append(character)
            }
        }
        return name
    }
}
