import ArgumentParser
import Foundation
import Foundations
import Generation
import Transformer

/// `martlet model diff`: what differs between two models.
struct ModelDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare the configurations and weights of two models.",
        usage: "martlet model diff <first> <second> [<options>]",
        discussion: """
            Formats may differ: tensors are compared under the same names, quantized ones as the numbers that they stand \
            for. Shown are the root mean square of the differences as a share of the tensor's own, the largest \
            difference, and the cosine between the two. The exit code is 0 where nothing differs, else 1.

            EXAMPLES:
              martlet model diff runs/first model-Q4_K.gguf
              martlet model diff runs/first runs/second --all
            """
    )

    @Argument(help: "A model directory or a GGUF file.", completion: .file())
    var first: String

    @Argument(help: "The one to compare it with.", completion: .file())
    var second: String

    @Flag(help: "Show every tensor, not the twenty that differ most.")
    var all = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let models = try [first, second].map { try ModelFiles.locate(URL(filePath: $0)).merged() }
        let settings = try settingsThatDiffer(models[0], models[1])
        let status = StatusLine()
        let difference = try ModelDifference(models[0].weights, models[1].weights) { done, count in
            status.show("comparing tensor \(done) of \(count)")
        }
        status.clear()
        json ? printJSON(difference, settings) : printText(difference, settings)
        if !difference.isNone || !settings.isEmpty { throw ExitCode(1) }
    }

    /// The members of the two configurations, as Martlet writes them, that are not the same.
    private func settingsThatDiffer(
        _ first: ModelFiles, _ second: ModelFiles
    ) throws -> [(key: String, first: JSONValue, second: JSONValue)] {
        let documents = try [first, second].map { try $0.configuration.json() }
        let keys = documents.flatMap { $0.object?.members.map(\.key) ?? [] }
        // How fresh weights are drawn says nothing of these, and GGUF files have no place for it.
        var seen: Set<String> = ["initializer_range"]
        return keys.filter { seen.insert($0).inserted }.compactMap { key in
            let pair = documents.map { $0[key] ?? .null }
            return pair[0] == pair[1] ? nil : (key, pair[0], pair[1])
        }
    }

    private func printText(
        _ difference: ModelDifference, _ settings: [(key: String, first: JSONValue, second: JSONValue)]
    ) {
        for setting in settings {
            print("setting  \(setting.key): \(setting.first.serialized()) | \(setting.second.serialized())")
        }
        for name in difference.onlyFirst { print("only in the first   \(name)") }
        for name in difference.onlySecond { print("only in the second  \(name)") }
        for tensor in difference.otherShapes {
            print("other shape  \(tensor.name): \(tensor.first) | \(tensor.second)")
        }
        let differing = difference.tensors.filter { $0.largest > 0 }.sorted { $0.relative > $1.relative }
        for tensor in all ? differing : Array(differing.prefix(20)) {
            print(
                String(
                    format: "%9.3g relative  %9.3g largest  %.6f cosine  ", tensor.relative, tensor.largest,
                    tensor.cosine) + tensor.name)
        }
        print("\(difference.tensors.count - differing.count) of \(difference.tensors.count) tensors are the same")
    }

    private func printJSON(
        _ difference: ModelDifference, _ settings: [(key: String, first: JSONValue, second: JSONValue)]
    ) {
        let tensors = difference.tensors.map { tensor -> JSONValue in
            [
                "name": .string(tensor.name), "relative": .number(tensor.relative),
                "root_mean_square": .number(tensor.rootMeanSquare), "largest": .number(tensor.largest),
                "cosine": .number(tensor.cosine),
            ]
        }
        let document: JSONValue = [
            "settings": .object(
                JSONObject(members: settings.map { .init(key: $0.key, value: [$0.first, $0.second]) })),
            "only_first": .array(difference.onlyFirst.map { .string($0) }),
            "only_second": .array(difference.onlySecond.map { .string($0) }),
            "other_shapes": .array(difference.otherShapes.map { .string($0.name) }),
            "tensors": .array(tensors),
        ]
        print(document.serialized(pretty: true))
    }
}
