import Generation
import TestSupport
import Testing

@Suite("Inputs of the fuzz targets: saved keys and values")
struct KVSnapshotCorpusTests {
    @Test("Seeds and damaged seeds are restored or refused with a typed error, and leave nothing behind")
    func replay() throws {
        let exercise = try KVSnapshotExercise(), corpus = try SeedCorpus("kv_snapshot")
        var accepted = 0, read = 0
        try corpus.replay(damaged: 1500) { bytes in
            read += 1
            do {
                try exercise.run(bytes)
                accepted += 1
            } catch is KVSnapshotError {
            }
        }
        #expect(accepted >= 2 && accepted < read)
    }
}
