import Foundation
import Foundations

/// The folder that a quickstart fills: the text it made, tokenizer, corpus, run and figures.
struct QuickstartFolder {
    /// The folder itself.
    let url: URL

    /// Whether the file or folder at `path` lies in this folder, or is it.
    func contains(_ path: String) -> Bool {
        let inner = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path + "/"
        return inner.hasPrefix(url.resolvingSymlinksInPath().path + "/")
    }

    /// Makes the folder; one that an earlier quickstart made is replaced, any other that is there is refused.
    func create() throws {
        let manager = FileManager.default
        let marker = url.appending(path: Self.markerName)
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: url.path, isDirectory: &isFolder) {
            let isEmpty = isFolder.boolValue && (try? manager.contentsOfDirectory(atPath: url.path).isEmpty) == true
            guard isEmpty || manager.fileExists(atPath: marker.path) else {
                throw CommandFailure(
                    "\(url.path) is there and was not made by a quickstart; choose another folder with --output")
            }
            do { try manager.removeItem(at: url) } catch {
                throw CommandFailure("cannot replace \(url.path): \(error.localizedDescription)")
            }
        }
        try Folder.create(url)
        try AtomicFile.write("Made by martlet quickstart, which replaces this folder.\n", to: marker)
    }

    private static let markerName = ".quickstart"

    /// The stories that were generated.
    var stories: URL { url.appending(path: "stories.jsonl") }
    /// The trained vocabulary.
    var tokenizer: URL { url.appending(path: "tokenizer") }
    /// The token shards.
    var corpus: URL { url.appending(path: "corpus") }
    /// What is fine-tuned on after copying has begun: tasks, and lessons among them.
    var work: URL { url.appending(path: "work") }
    /// Lessons in copying: lists.
    var lists: URL { url.appending(path: "lists.jsonl") }
    /// Lessons in copying: lists again, among the tasks.
    var moreLists: URL { work.appending(path: "lists.jsonl") }
    /// Lessons in copying: lookups.
    var lookups: URL { work.appending(path: "lookups.jsonl") }
    /// Transcripts of tasks.
    var tasks: URL { work.appending(path: "tasks.jsonl") }
    /// Pairs of answers, of which one is preferred.
    var preferences: URL { url.appending(path: "preferences.jsonl") }
    /// The run of the base model, with the model and the report in it.
    var base: URL { url.appending(path: "base") }
    /// The run of the model that has learned to copy.
    var copying: URL { url.appending(path: "copying") }
    /// The run of the model that was fine-tuned on tasks.
    var tuned: URL { url.appending(path: "tuned") }
    /// The run of the model that has learned preferences.
    var preferred: URL { url.appending(path: "preferred") }
    /// The run of the agent, which has practised.
    var agent: URL { url.appending(path: "agent") }
    /// A workspace to try the agent in.
    var workspace: URL { url.appending(path: "workspace") }
    /// The figures.
    var figures: URL { url.appending(path: "quickstart.json") }
}
