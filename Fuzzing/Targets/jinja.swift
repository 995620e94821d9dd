import TestSupport

/// Reads an input as a template, and renders it where it is one.
///
/// What a rendering may take is bounded by the engine's own limits, not by the size of the template; with so few steps
/// and texts that double, 256 MiB are more than it can reach.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = FuzzInput(data, count)
    input.read { _ = try ReaderExercises.jinjaTemplate($0) }
    input.read(extra: 256 << 20) { try ReaderExercises.jinja($0) }
    return 0
}
