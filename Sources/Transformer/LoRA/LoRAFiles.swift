import Checkpoints
public import Foundation
import Foundations

/// The files of an adapter in the layout of PEFT, opened: `adapter_config.json` and `adapter_model.safetensors`.
public struct LoRAFiles: Sendable {
    /// The folder.
    public let url: URL
    /// Rank, factor and targets.
    public let configuration: LoRAConfiguration
    /// The model it was trained on, as the configuration names it.
    public let baseModel: String?
    /// Whether every layer that is a target has matrices.
    let coversTargets: Bool
    let weights: SafetensorsFile

    /// The names of the files.
    static let configurationName = "adapter_config.json", weightsName = "adapter_model.safetensors"

    /// Whether the folder at `url` holds an adapter.
    public static func areIn(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: configurationName).path)
    }

    /// Opens the adapter in the folder `url`.
    ///
    /// - Throws: ``LoRAError`` where a file is missing or asks for what is not computed, else the errors of JSON and
    ///   safetensors.
    public init(_ url: URL) throws {
        let file = url.appending(path: Self.configurationName), weights = url.appending(path: Self.weightsName)
        guard Self.areIn(url) else { throw LoRAError.missingFile(path: file.path) }
        let reader = LoRAConfigurationReader(json: try JSONValue(contentsOf: file), file: file.path)
        configuration = try reader.configuration()
        baseModel = reader.text("base_model_name_or_path")
        coversTargets = reader.coversTargets
        self.url = url
        guard FileManager.default.fileExists(atPath: weights.path) else {
            let pickled = url.appending(path: "adapter_model.bin")
            if FileManager.default.fileExists(atPath: pickled.path) {
                throw LoRAError.pickledWeights(path: pickled.path)
            }
            throw LoRAError.missingFile(path: weights.path)
        }
        self.weights = try SafetensorsFile(weights)
    }
}
