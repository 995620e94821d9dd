import Checkpoints
import Foundation

/// The weights of a GGUF file, under the names and in the layout of a model directory.
///
/// Experts come one by one, rotary pairs half a head apart, norms without the added 1, and GPT-2's matrices the way its
/// directory has them. Quantized elements are read as the floats that they stand for.
struct GGUFWeights: ModelWeights {
    /// A tensor of the directory and where the file has it.
    private struct Place {
        let fileName: String
        let form: GGUFTensorForm
        let expert: Int?
        let tensor: ModelTensor
    }

    private let files: GGUFSet
    private let architecture: GGUFArchitecture
    private let headSize: Int
    private let places: [Place]
    private let positions: [[UInt8]: Int]

    var path: String { files.url.path }
    var tensors: [ModelTensor] { places.map(\.tensor) }

    /// Finds every tensor of the file.
    ///
    /// - Parameter headSize: the elements of a head of queries and keys.
    /// - Throws: `ModelError.unexpectedTensor` for a tensor that the architecture does not have.
    init(_ files: GGUFSet, architecture: GGUFArchitecture, headSize: Int) throws(ModelError) {
        let rules = GGUFTensorRules(architecture)
        var places: [Place] = []
        for tensor in files.checkpointTensors where !GGUFRotaryFactors.isTensor(tensor.name) {
            guard let (rule, layer) = rules.rule(ofFileTensor: tensor.name) else {
                throw .unexpectedTensor(name: tensor.name, directory: files.url.path)
            }
            places += Self.places(of: tensor, rule, layer)
        }
        self.files = files
        self.architecture = architecture
        self.headSize = headSize
        self.places = places
        positions = Dictionary(
            places.enumerated().map { (Array($1.tensor.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func places(of tensor: CheckpointTensor, _ rule: GGUFTensorRule, _ layer: Int?) -> [Place] {
        func place(_ shape: [Int], expert: Int?, byteCount: Int) -> Place {
            Place(
                fileName: tensor.name, form: rule.form, expert: expert,
                tensor: ModelTensor(
                    name: rule.directoryName(layer: layer, expert: expert), shape: shape, encoding: tensor.encoding,
                    byteCount: byteCount))
        }
        guard rule.stacksExperts else {
            let shape = rule.form == .transposed ? Array(tensor.shape.reversed()) : tensor.shape
            return [place(shape, expert: nil, byteCount: tensor.byteCount)]
        }
        // The file's descriptions were checked: each expert of a stack takes its share of real bytes.
        guard tensor.shape.count == 3, let experts = tensor.shape.first, experts > 0, tensor.byteCount > 0 else {
            return [place(tensor.shape, expert: nil, byteCount: tensor.byteCount)]
        }
        return (0..<experts).map {
            place(Array(tensor.shape.dropFirst()), expert: $0, byteCount: tensor.byteCount / experts)
        }
    }

    func tensor(named name: String) -> ModelTensor? { positions[Array(name.utf8)].map { places[$0].tensor } }

    func readFloats(of name: String, into floats: UnsafeMutableBufferPointer<Float>) throws {
        guard let position = positions[Array(name.utf8)] else {
            throw ModelError.missingTensor(name: name, directory: path)
        }
        let place = places[position]
        let rows = place.tensor.shape.dropLast().reduce(1, *)
        switch place.form {
        case .queryRows where architecture.pairsNeighbours, .keyRows where architecture.pairsNeighbours:
            let stored = try floatsInFile(place)
            // A bias has a row for each element.
            let columns = place.tensor.shape.dropFirst().reduce(1, *)
            RotaryRowOrder(headSize: headSize).apart(stored, into: floats, columns: columns)
        case .transposed:
            let stored = try floatsInFile(place)
            let columns = place.tensor.shape.last ?? 1
            for row in 0..<rows {
                for column in 0..<columns { floats[row * columns + column] = stored[column * rows + row] }
            }
        case .norm where architecture.addsOneToNorms:
            try files.readFloats(of: place.fileName, into: floats)
            for index in floats.indices { floats[index] -= 1 }
        default:
            let first = (place.expert ?? 0) * rows
            try files.readRows(first..<first + rows, of: place.fileName, into: floats)
        }
    }

    private func floatsInFile(_ place: Place) throws -> [Float] { try files.floats(of: place.fileName) }
}
