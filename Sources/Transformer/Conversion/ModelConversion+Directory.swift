public import Checkpoints
public import Foundation
import Foundations

extension ModelConversion {
    /// Writes a model directory: `config.json`, `generation_config.json` and `model.safetensors`.
    ///
    /// - Parameters:
    ///   - directory: is made where it is missing.
    ///   - type: float32, float16 or bfloat16.
    /// - Throws: ``ModelError`` where a number is beyond what the type can hold, else the errors of files.
    public func write(
        directory: URL, type: StoredElementType = .float32, progress: Progress = { _, _ in }
    ) throws {
        let names: [StoredElementType: (torch: String, type: GGMLType)] = [
            .float32: ("float32", .f32), .float16: ("float16", .f16), .bfloat16: ("bfloat16", .bf16),
        ]
        guard let chosen = names[type] else {
            throw ModelError.notEncodable(
                tensor: "model.safetensors",
                reason: "directories are written in F32, F16 and BF16, not \(type.rawValue)")
        }
        var config = try files.configuration.json()
        if var object = config.object {
            object["torch_dtype"] = .string(chosen.torch)
            config = .object(object)
        }
        let family = try files.configuration.writtenFamily()
        // What is written is the text model alone, under the names that its own class has.
        let tensors = files.weights.tensors.filter {
            !StoredNames.isDispensable(
                StoredNames.plain($0.name, of: family), of: family,
                tiesEmbeddings: files.configuration.tiesEmbeddings)
        }
        let outlines = tensors.map {
            SafetensorsOutline(
                name: StoredNames.plain($0.name, of: family), elementType: type, shape: $0.shape)
        }
        var done = 0
        try Folder.fill(directory) {
            try SafetensorsWriter.write(
                outlines, metadata: ["format": "pt"], to: directory.appending(path: SafetensorsSet.singleFileName)
            ) { index, writer in
                let tensor = tensors[index]
                try withFloats(of: tensor.name, count: tensor.elementCount) { floats in
                    try writer.write(
                        encoder.encode(UnsafeBufferPointer(floats), as: chosen.type, tensor: tensor.name))
                }
                done += 1
                try progress(done, tensors.count)
            }
            try AtomicFile.write(
                files.configuration.generationJSON().serialized(pretty: true) + "\n",
                to: directory.appending(path: "generation_config.json"))
            try AtomicFile.write(
                config.serialized(pretty: true) + "\n", to: directory.appending(path: "config.json"))
        }
    }
}
