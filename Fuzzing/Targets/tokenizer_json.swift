import TestSupport

/// Reads an input as a `tokenizer.json`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzInput(data, count).read { try ReaderExercises.tokenizerJSON($0) }
    return 0
}
