import Checkpoints
import Tensors

/// The weights of a model with an adapter multiplied out and added: W + scale * B A.
struct MergedWeights: ModelWeights {
    private let base: any ModelWeights
    private let family: ModelFamily
    /// By the name of the weight in the class of the text model.
    private let modules: [String: LoRAModule]

    init(_ base: any ModelWeights, adapter: LoRAAdapter, family: ModelFamily) {
        self.base = base
        self.family = family
        modules = Dictionary(uniqueKeysWithValues: adapter.modules.map { ("\($0.name).weight", $0) })
    }

    var path: String { base.path }
    var tensors: [ModelTensor] { base.tensors }
    func tensor(named name: String) -> ModelTensor? { base.tensor(named: name) }

    private func module(of name: String) -> LoRAModule? { modules[StoredNames.plain(name, of: family)] }

    func withStoredBytes<Result>(of name: String, _ body: (StoredBytes) throws -> Result) throws -> Result? {
        // What has changed must be read as floats.
        guard module(of: name) == nil else { return nil }
        return try base.withStoredBytes(of: name, body)
    }

    func readFloats(of name: String, into floats: UnsafeMutableBufferPointer<Float>) throws {
        try base.readFloats(of: name, into: floats)
        guard let module = module(of: name) else { return }
        let width = module.narrowing.shape[1], rows = module.part.rows.count
        // Outputs by inputs in memory; a transposed file has a column where memory has a row.
        let isTransposed = module.layout == .transposed
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { change in
            for row in 0..<rows {
                module.change(ofRow: row, into: change)
                let first = isTransposed ? row : row * width, step = isTransposed ? rows : 1
                for column in 0..<width { floats[first + column * step] += change[column] }
            }
        }
    }
}
