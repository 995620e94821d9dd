import TestSupport

/// Reads an input as a safetensors file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzInput(data, count).readFile { try ReaderExercises.safetensors($0) }
    return 0
}
