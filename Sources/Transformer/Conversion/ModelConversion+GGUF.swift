public import Checkpoints
public import Foundation
import Foundations

extension ModelConversion {
    /// Writes a GGUF file that llama.cpp loads.
    ///
    /// - Parameters:
    ///   - url: the file to create or replace.
    ///   - recipe: which type each tensor gets.
    ///   - name: what the model is called.
    ///   - vocabulary: the keys and values of its vocabulary and chat template.
    /// - Throws: ``ModelError`` for a model or a setting that such files have no place for, else `GGUFError`.
    public func write(
        gguf url: URL, recipe: QuantizationRecipe, name: String, vocabulary: [(key: String, value: GGUFValue)],
        progress: Progress = { _, _ in }
    ) throws {
        let configuration = files.configuration
        let model = try GGUFModelMetadata(configuration, file: files.url.path)
        let plans = try GGUFTensorPlan.all(
            for: files.weights, architecture: model.architecture, family: try configuration.writtenFamily(),
            recipe: recipe, layerCount: configuration.layerCount, tiesOutput: configuration.tiesEmbeddings)
        let general: [(key: String, value: GGUFValue)] = [
            ("general.architecture", .string(model.architecture.rawValue)), ("general.type", .string("model")),
            ("general.name", .string(name)), ("general.file_type", .uint32(recipe.fileType)),
            ("general.quantization_version", .uint32(2)),
        ]
        let factors = model.factors.map {
            GGUFTensorDescription(name: $0.name, type: .f32, shape: [$0.values.count])
        }
        let tensors = plans.map { GGUFTensorDescription(name: $0.name, type: $0.type, shape: $0.shape) }
        var done = 0
        try GGUFWriter.write(factors + tensors, metadata: general + model.entries + vocabulary, to: url) { writer in
            if done < factors.count {
                try model.factors[done].values.withUnsafeBufferPointer { try writer.write($0) }
            } else {
                try write(plans[done - factors.count], model.architecture, to: writer)
            }
            done += 1
            try progress(done, factors.count + tensors.count)
        }
    }

    private func write(
        _ plan: GGUFTensorPlan, _ architecture: GGUFArchitecture, to writer: GGUFTensorWriter
    ) throws {
        for source in plan.sources {
            try withFloats(of: source.name, count: source.elementCount) { floats in
                try arrange(floats, plan, architecture) { arranged in
                    let bytes = try encoder.encode(arranged, as: plan.type, tensor: plan.name)
                    try bytes.withUnsafeBytes { try writer.write($0) }
                }
            }
        }
    }

    /// Calls `body` with the elements in the order and with the values that the file holds.
    private func arrange(
        _ floats: UnsafeMutableBufferPointer<Float>, _ plan: GGUFTensorPlan, _ architecture: GGUFArchitecture,
        _ body: (UnsafeBufferPointer<Float>) throws -> Void
    ) throws {
        switch plan.form {
        case .queryRows where architecture.pairsNeighbours, .keyRows where architecture.pairsNeighbours:
            let stored = Array(floats)
            RotaryRowOrder(headSize: files.configuration.headSize).together(
                stored, into: floats, columns: plan.shape.dropFirst().reduce(1, *))
        case .norm where architecture.addsOneToNorms:
            for index in floats.indices { floats[index] += 1 }
        case .transposed:
            let stored = Array(floats), rows = plan.shape[0], columns = plan.shape[1]
            for row in 0..<rows {
                for column in 0..<columns { floats[row * columns + column] = stored[column * rows + row] }
            }
        default: break
        }
        try body(UnsafeBufferPointer(floats))
    }
}
