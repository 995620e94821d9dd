import Checkpoints
import Foundation
import Glibc
import TestSupport
import Transformer

/// The whole decoder in double precision, a number at a time: slow, plain, and easy to believe.
///
/// It takes the weights by the names of Hugging Face's transformers, so that names, shapes and the order of rows in
/// the files are tested along with the arithmetic.
struct PlainDecoder {
    /// Which elements of a head turn together.
    enum Pairs {
        /// Element i and element i + size / 2: transformers.
        case halves
        /// Elements 2i and 2i + 1: llama2.c.
        case neighbours
    }

    let configuration: ModelConfiguration
    var pairs = Pairs.halves
    /// Every tensor, row-major.
    let weights: [String: [Double]]

    typealias Row = [Double]

    /// The weights of `model` as its directory holds them.
    init(_ model: CausalLM) throws {
        let folder = try TemporaryDirectory()
        try model.save(to: folder.url)
        let file = try SafetensorsFile(folder.file("model.safetensors"))
        self.init(
            configuration: model.configuration,
            weights: try file.tensors.map { ($0.name, try file.floats(of: $0.name)) })
    }

    init(configuration: ModelConfiguration, pairs: Pairs = .halves, weights: [(String, [Float])]) {
        self.configuration = configuration
        self.pairs = pairs
        self.weights = Dictionary(uniqueKeysWithValues: weights.map { ($0, $1.map(Double.init)) })
    }

    /// The logits after every token, each of which sees those from `first` of its position on.
    func logits(_ tokens: [Int32], first: [Int32]? = nil) -> [Row] {
        let width = configuration.hiddenSize
        var states = tokens.map { token in
            Array(weights["model.embed_tokens.weight"]![Int(token) * width..<(Int(token) + 1) * width])
        }
        for layer in 0..<configuration.layerCount {
            let name = "model.layers.\(layer)"
            let normalized = states.map { norm($0, "\(name).input_layernorm") }
            let mixed = attention(normalized, "\(name).self_attn", first: first)
            for row in states.indices {
                states[row] = sum(states[row], linear(mixed[row], "\(name).self_attn.o_proj"))
                let inner = norm(states[row], "\(name).post_attention_layernorm")
                let gate = linear(inner, "\(name).mlp.gate_proj"), up = linear(inner, "\(name).mlp.up_proj")
                let activated = zip(gate, up).map { $0 / (1 + exp(-$0)) * $1 }
                states[row] = sum(states[row], linear(activated, "\(name).mlp.down_proj"))
            }
        }
        let head = configuration.tiesEmbeddings ? "model.embed_tokens" : "lm_head"
        return states.map { linear(norm($0, "model.norm"), head) }
    }

    /// The sum of -log p of the targets that are not negative.
    func loss(_ tokens: [Int32], targets: [Int32], first: [Int32]? = nil) -> Double {
        zip(logits(tokens, first: first), targets).reduce(0) { total, pair in
            let (logits, target) = pair
            guard target >= 0 else { return total }
            let highest = logits.max()!
            return total + highest + log(logits.reduce(0) { $0 + exp($1 - highest) }) - logits[Int(target)]
        }
    }

    private func attention(_ x: [Row], _ name: String, first: [Int32]?) -> [Row] {
        let size = configuration.headSize
        let group = configuration.attentionHeadCount / configuration.keyValueHeadCount
        let queries = heads(x, "\(name).q_proj", norm: "\(name).q_norm", turns: true)
        let keys = heads(x, "\(name).k_proj", norm: "\(name).k_norm", turns: true)
        let values = heads(x, "\(name).v_proj", norm: nil, turns: false)
        return x.indices.map { position in
            (0..<configuration.attentionHeadCount).flatMap { head in
                let visible = Int(first?[position] ?? 0)...position
                let scores = visible.map { key in
                    dot(queries[position][head], keys[key][head / group]) / Double(size).squareRoot()
                }
                let highest = scores.max()!
                let shares = scores.map { exp($0 - highest) }
                let total = shares.reduce(0, +)
                return (0..<size).map { element in
                    zip(visible, shares).reduce(0) { $0 + $1.1 / total * values[$1.0][head / group][element] }
                }
            }
        }
    }

    /// A projection divided into heads, normalized and turned where asked: [position][head][element].
    private func heads(_ x: [Row], _ name: String, norm normName: String?, turns: Bool) -> [[Row]] {
        let size = configuration.headSize
        return x.enumerated().map { position, row in
            let projected = linear(row, name)
            return stride(from: 0, to: projected.count, by: size).map { start in
                var head = Array(projected[start..<start + size])
                if let normName, configuration.usesQKNorm { head = norm(head, normName) }
                return turns ? turn(head, position) : head
            }
        }
    }

    private func turn(_ head: Row, _ position: Int) -> Row {
        var result = head
        for pair in 0..<head.count / 2 {
            let angle = Double(position) * pow(configuration.ropeTheta, -2 * Double(pair) / Double(head.count))
            let (i, j) = pairs == .halves ? (pair, pair + head.count / 2) : (2 * pair, 2 * pair + 1)
            result[i] = head[i] * cos(angle) - head[j] * sin(angle)
            result[j] = head[j] * cos(angle) + head[i] * sin(angle)
        }
        return result
    }

    private func norm(_ x: Row, _ name: String) -> Row {
        let square = dot(x, x) / Double(x.count) + Double(configuration.normEpsilon)
        return zip(x, weights["\(name).weight"]!).map { $0 / square.squareRoot() * $1 }
    }

    private func linear(_ x: Row, _ name: String) -> Row {
        let matrix = weights["\(name).weight"]!, bias = weights["\(name).bias"]
        return (0..<matrix.count / x.count).map { row in
            var total = bias?[row] ?? 0
            for column in x.indices { total += matrix[row * x.count + column] * x[column] }
            return total
        }
    }

    private func dot(_ a: Row, _ b: Row) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    private func sum(_ a: Row, _ b: Row) -> Row { zip(a, b).map { $0 + $1 } }
}
