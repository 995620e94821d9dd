/// The text of a template: UTF-8 with `\n` as the end of each line.
struct JinjaSource: Sendable {
    let name: String
    let bytes: [UInt8]

    /// Takes the text as Jinja does: every kind of line end counts as `\n`, and one at the very end is left out.
    init(_ text: String, name: String) {
        self.name = name
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0A, previous == 0x0D {
                previous = byte
                continue
            }
            bytes.append(byte == 0x0D ? 0x0A : byte)
            previous = byte
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        self.bytes = bytes
    }

    /// An error at byte `offset`.
    func error(_ code: JinjaError.Code, _ reason: String, at offset: Int) -> JinjaError {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JinjaError(code, template: name, line: line, column: column, reason: reason)
    }

    /// The error that `fault` is at byte `offset`.
    func error(_ fault: JinjaFault, at offset: Int) -> JinjaError {
        error(fault.code, fault.reason, at: offset)
    }
}
