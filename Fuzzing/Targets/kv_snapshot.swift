/// The model is built before anything is counted: it belongs to no input.
nonisolated(unsafe) private let exercise = Result { try KVSnapshotExercise() }

/// Reads an input as a file of saved keys and values.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard case .success(let exercise) = exercise else { fatalError("no model to restore into") }
    FuzzInput(data, count).read { try exercise.run($0) }
    return 0
}
