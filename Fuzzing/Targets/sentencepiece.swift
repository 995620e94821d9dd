import TestSupport

/// Reads an input as a `.model` of SentencePiece.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzInput(data, count).read { try ReaderExercises.sentencePiece($0) }
    return 0
}
