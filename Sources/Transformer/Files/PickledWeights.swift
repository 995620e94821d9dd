import Checkpoints
import Foundation

/// Weights as PyTorch once wrote them: programs for Python's pickle, which are not run here.
enum PickledWeights {
    /// Refuses a directory whose weights are pickled alone, and says how to convert them.
    static func refuse(in directory: URL) throws(ModelError) {
        func exists(_ name: String) -> Bool {
            FileManager.default.fileExists(atPath: directory.appending(path: name).path)
        }
        if exists(SafetensorsSet.singleFileName) || exists(SafetensorsSet.indexFileName) { return }
        for name in ["pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5", "flax_model.msgpack"]
        where exists(name) {
            throw .pickledWeights(directory: directory.path, file: name)
        }
    }
}
