/// Tells text from other files.
enum TextCheck {
    /// Refuses bytes that are no UTF-8, or that hold a zero byte, which no text does.
    ///
    /// - Parameter isCut: whether the bytes end in the middle of a text, maybe inside a character.
    static func check(_ bytes: [UInt8], _ path: WorkspacePath, isCut: Bool = false) throws(WorkspaceError) {
        if let zero = bytes.firstIndex(of: 0) { throw .isNoText(path.text, byteOffset: zero) }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        if String(validating: bytes, as: UTF8.self) != nil { return }
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return
            case .error:
                if isCut, bytes.count - offset < 4 { return }
                throw .isNoText(path.text, byteOffset: offset)
            }
        }
    }
}
