import Foundation
import Foundations

/// The folder that a quickstart fills: the text it made, tokenizer, corpus, run and figures.
struct QuickstartFolder {
    /// The folder itself.
    let url: URL

    /// Makes the folder; one that an earlier quickstart made is replaced, any other that is there is refused.
    init(_ url: URL) throws {
        self.url = url
        let manager = FileManager.default
        let marker = url.appending(path: Self.markerName)
        if manager.fileExists(atPath: url.path) {
            let contents = try manager.contentsOfDirectory(atPath: url.path)
            guard contents.isEmpty || manager.fileExists(atPath: marker.path) else {
                throw CommandFailure(
                    "\(url.path) is there and was not made by a quickstart; choose another folder with --output")
            }
            try manager.removeItem(at: url)
        }
        try manager.createDirectory(at: url, withIntermediateDirectories: true)
        try AtomicFile.write("Made by martlet quickstart, which replaces this folder.\n", to: marker)
    }

    private static let markerName = ".quickstart"

    /// The stories that were generated.
    var stories: URL { url.appending(path: "stories.jsonl") }
    /// The trained vocabulary.
    var tokenizer: URL { url.appending(path: "tokenizer") }
    /// The token shards.
    var corpus: URL { url.appending(path: "corpus") }
    /// The training run, with the model and the report in it.
    var run: URL { url.appending(path: "run") }
    /// The figures.
    var figures: URL { url.appending(path: "quickstart.json") }
}
