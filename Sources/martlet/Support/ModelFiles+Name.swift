import Foundation
import Transformer

extension ModelFiles {
    /// The name of the folder or file, without what says the format.
    var shortName: String {
        let name = url.standardizedFileURL.lastPathComponent
        if name.hasSuffix(".gguf") { return String(name.dropLast(5)) }
        // The model of a finished run lies in `model/` of its folder.
        return name == "model" ? url.standardizedFileURL.deletingLastPathComponent().lastPathComponent : name
    }
}
