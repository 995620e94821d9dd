/// The lower case of single characters, without regard for those around them (a final sigma stays as it is).
enum LowercaseMapping {
    /// What most letters become; 0 for the few that become several characters.
    private static let table = ConstantTable<UInt32>(
        (0..<0x2000).map { codePoint in
            guard let scalar = Unicode.Scalar(UInt32(codePoint)) else { return UInt32(codePoint) }
            let mapping = scalar.properties.lowercaseMapping.unicodeScalars
            return mapping.count == 1 ? mapping.first.unsafelyUnwrapped.value : 0
        })

    /// Appends the lower case of `codePoint`.
    @inline(__always)
    static func append(_ codePoint: UInt32, to result: inout [UInt8]) {
        if codePoint < 0x2000, case let mapped = table[Int(codePoint)], mapped != 0 {
            UTF8Decoding.append(mapped, to: &result)
        } else {
            appendMapping(of: codePoint, to: &result)
        }
    }

    @inline(never)
    private static func appendMapping(of codePoint: UInt32, to result: inout [UInt8]) {
        // Large blocks without case, for which asking would take most of the time.
        if (0x2E80..<0xA640).contains(codePoint) || (0xAC00..<0xFB00).contains(codePoint) || codePoint >= 0x20000 {
            UTF8Decoding.append(codePoint, to: &result)
        } else if let scalar = Unicode.Scalar(codePoint) {
            result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }
}
