import ArgumentParser
import Foundations
import Tensors

/// `martlet bench attention`: what attention over a cache costs, format by format.
struct BenchAttentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attention",
        abstract: "Measure attention over a cache of keys and values, in every format of the cache.",
        usage: "martlet bench attention [<options>]",
        discussion: """
            Prefill is a text of so many tokens at once; decode is one token after so many. Each is the attention of all \
            layers, the new keys and values stored, without the rest of the model. Operations are those of the keys that \
            a token sees; bytes are those of the cache, each counted once.

            EXAMPLES:
              martlet bench attention
              martlet bench attention --query-heads 32 --heads 4 --layers 22 --decode 4096
            """
    )

    @Option(help: "Layers.")
    var layers = 30
    @Option(help: "Heads of queries.")
    var queryHeads = 9
    @Option(help: "Heads of keys and values.")
    var heads = 3
    @Option(help: "Elements of a head.")
    var headSize = 64
    @Option(help: "Tokens of a prompt; may be given several times.")
    var prefill = [512, 2048]
    @Option(help: "Tokens before the one that is computed; may be given several times.")
    var decode = [4096]
    @Option(help: "Formats of the cache: float32, float16, bfloat16, q8_0; by default all.")
    var format = CacheFormat.allCases.map(\.rawValue)
    @Option(help: "Threads; by default one for each processor.")
    var threads: Int?
    @Option(help: "Runs of each; the fastest counts.")
    var runs = 5
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        for text in format where CacheFormat(rawValue: text) == nil {
            throw ValidationError("'\(text)' is no format; choose float32, float16, bfloat16 or q8_0.")
        }
        if min(layers, queryHeads, heads, headSize, runs, threads ?? 1) < 1 {
            throw ValidationError("Sizes, --threads and --runs must be at least 1.")
        }
        if queryHeads % heads != 0 { throw ValidationError("--heads must divide --query-heads.") }
        if (prefill + decode).contains(where: { $0 < 1 || $0 > 1 << 20 }) {
            throw ValidationError("Tokens must be from 1 to 1048576.")
        }
    }

    func run() throws {
        let device = CPUDevice(threadCount: threads)
        if !json { print(Self.columns(["format", "tokens", "ms", "GFLOP/s", "GB/s"])) }
        for format in format.compactMap(CacheFormat.init(rawValue:)) {
            let benchmark = AttentionBenchmark(
                layers: layers, queryHeads: queryHeads, heads: heads, headSize: headSize, format: format,
                device: device)
            for count in prefill {
                let result = try benchmark.run(rows: count, context: 0, runs: runs)
                show("prefill", count, format, result)
            }
            for count in decode {
                let result = try benchmark.run(rows: 1, context: count, runs: runs)
                show("decode", count, format, result)
            }
        }
    }

    private func show(_ kind: String, _ count: Int, _ format: CacheFormat, _ result: AttentionBenchmark.Result) {
        func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        guard json else {
            return print(
                Self.columns(
                    [format.rawValue, "\(kind) \(count)"]
                        + [result.seconds * 1e3, result.gflops, result.gigabytes].map { "\(rounded($0))" }))
        }
        let document: JSONValue = [
            "format": .string(format.rawValue), "kind": .string(kind), "tokens": .integer(Int64(count)),
            "milliseconds": .number(rounded(result.seconds * 1e3)), "gflops": .number(rounded(result.gflops)),
            "gigabytes_per_second": .number(rounded(result.gigabytes)),
        ]
        print(document.serialized())
    }

    private static func columns(_ texts: [String]) -> String {
        texts.map { $0 + String(repeating: " ", count: max(1, 15 - $0.count)) }.joined()
    }
}
