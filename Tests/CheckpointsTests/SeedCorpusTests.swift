import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Inputs of the fuzz targets: weights")
struct SeedCorpusTests {
    @Test(
        "Seeds and damaged seeds are read to the end or refused with a typed error", arguments: ["gguf", "safetensors"])
    func replay(target: String) throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("input")
        let corpus = try SeedCorpus(target)
        var accepted = 0, read = 0
        try corpus.replay(damaged: 4000) { bytes in
            read += 1
            try folder.write(bytes, to: "input")
            do {
                try target == "gguf" ? ReaderExercises.gguf(url) : ReaderExercises.safetensors(url)
                accepted += 1
            } catch is GGUFError {
            } catch is SafetensorsError {
            }
        }
        #expect(accepted >= corpus.inputs.count && accepted < read)
    }
}
