import TestSupport

/// Reads an input as a GGUF file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzInput(data, count).readFile { try ReaderExercises.gguf($0) }
    return 0
}
