import ArgumentParser
import Foundations
import Tensors

/// `martlet bench products`: who multiplies fastest, shape by shape.
struct BenchProductsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "products",
        abstract: "Measure matrix products: the package's kernels beside oneDNN.",
        usage: "martlet bench products [<options>]",
        discussion: """
            Each shape is run in the three forms that a linear layer needs: forward (m x k times k x n), the gradient \
            of the input, and the gradient of the weight. 'packed' is the package's own kernels, packing included; \
            'onednn' is oneDNN called on one thread for each block of rows; 'onednn-threads' is oneDNN left to its own \
            threads, whose results may depend on their number, so that training never uses it.

            EXAMPLES:
              martlet bench products
              martlet bench products --shape 4096x1408x256 --precision fp32 --threads 1
            """
    )

    @Option(help: ArgumentHelp("A shape to measure; may be given several times.", valueName: "MxNxK"))
    var shape: [String] = [
        "4096x512x256", "4096x256x256", "4096x1408x256", "4096x256x704", "4096x4096x256", "768x384x128",
        "768x128x128", "768x704x128", "1024x1024x1024", "2048x2048x2048",
    ]
    @Option(help: "The type of the operands: fp32, bf16; by default both that are worth having.")
    var precision: [String] = Precision.fastest == .bfloat16 ? ["bf16", "fp32"] : ["fp32"]
    @Option(help: "Threads; by default one for each processor.")
    var threads: Int?
    @Option(help: "Runs of each; the fastest counts.")
    var runs = 15
    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        for text in shape where ProductShape(text) == nil {
            throw ValidationError("'\(text)' is no shape; write rows x columns x depth, such as 4096x512x256.")
        }
        for text in precision where Precision(rawValue: text) == nil {
            throw ValidationError("'\(text)' is no precision; choose fp32 or bf16.")
        }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
        if runs < 1 { throw ValidationError("--runs must be at least 1.") }
    }

    func run() throws {
        if !json {
            print(Self.columns(["shape", "type", "form"] + ProductEngine.allCases.map(\.rawValue)) + "  GFLOP/s")
        }
        for precision in precision.compactMap(Precision.init(rawValue:)) {
            for shape in shape.compactMap(ProductShape.init) {
                for form in ProductForm.allCases {
                    let rates = ProductEngine.allCases.map { engine in
                        ProductBenchmark(shape: shape, form: form, precision: precision, engine: engine)
                            .rate(threads: threads, runs: runs)
                    }
                    if json {
                        print(Self.document(shape, precision, form, rates).serialized())
                    } else {
                        print(
                            Self.columns(
                                ["\(shape)", precision.rawValue, form.label] + rates.map { "\(Int($0.rounded()))" }))
                    }
                }
            }
        }
    }

    private static func document(
        _ shape: ProductShape, _ precision: Precision, _ form: ProductForm, _ rates: [Double]
    ) -> JSONValue {
        let rates = zip(ProductEngine.allCases, rates).map { engine, rate in
            JSONObject.Member(
                key: engine.rawValue.replacing("-", with: "_"), value: .number((rate * 10).rounded() / 10))
        }
        return [
            "shape": .string("\(shape)"), "precision": .string(precision.rawValue), "form": .string(form.label),
            "gflops": .object(JSONObject(members: rates)),
        ]
    }

    private static func columns(_ cells: [String]) -> String {
        let widths = [16, 6, 18, 10, 10, 14]
        return zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined()
    }
}
