import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Transformer

/// `martlet model logits`: the raw output of a model, for comparison with other programs.
struct ModelLogitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logits",
        abstract: "Print or write the logits behind each of some tokens.",
        usage: "martlet model logits <model> --tokens <ids> [<options>]",
        discussion: """
            Prints the most probable next tokens after each position; with --json all logits; with --output they go \
            to a file: little-endian float32, a row of the vocabulary's size for each token.

            EXAMPLES:
              martlet model logits stories --tokens 1,403,407
              martlet model logits stories --tokens 1,403,407 --output logits.bin
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("Token ids, separated by commas.", valueName: "ids"))
    var tokens: String

    @Option(help: ArgumentHelp("The file for the logits.", valueName: "path"), completion: .file())
    var output: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    private func ids() throws -> [Int32] {
        try tokens.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let id = Int32(part.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("--tokens holds '\(part)', which is no token id; write for example 1,2,3")
            }
            return id
        }
    }

    func validate() throws {
        _ = try ids()
    }

    func run() throws {
        let tokens = try ids()
        let model = try CausalLM(files: source.files())
        let tape = Tape(device: source.device(), mode: .generation, precision: source.chosenPrecision ?? .float32)
        let cache = KVCache(
            configuration: model.configuration, capacity: min(tokens.count, model.configuration.maximumPositions))
        let logits = try model.logits(of: tokens, cache: cache, rows: .all, tape: tape)
        if let output {
            try AtomicFile.write(Self.littleEndian(logits), to: URL(filePath: output))
        } else if json {
            print(document(tokens, logits).serialized())
        } else {
            try printMostProbable(tokens, logits)
        }
    }

    private static func littleEndian(_ logits: Tensor) -> [UInt8] {
        logits.floats.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
    }

    private func document(_ tokens: [Int32], _ logits: Tensor) -> JSONValue {
        let rows = tokens.indices.map { row in
            JSONValue.array(logits.rows(row..<row + 1).floats.map { .number(Double($0)) })
        }
        return ["tokens": .array(tokens.map { .integer(Int($0)) }), "logits": .array(rows)]
    }

    private func printMostProbable(_ tokens: [Int32], _ logits: Tensor) throws {
        var sampler = try Sampler(.unfiltered())
        for (row, token) in tokens.enumerated() {
            let values = UnsafeBufferPointer(logits.rows(row..<row + 1).floats)
            let entries = try sampler.distribution(logits: values, after: [], count: 5).entries.map {
                String(format: "%d (%.1f%%)", $0.token, 100 * $0.modelProbability)
            }
            print("after \(token): \(entries.joined(separator: ", "))")
        }
    }
}
