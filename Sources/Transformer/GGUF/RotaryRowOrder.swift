/// The two orders of the rows of a projection to heads that are turned by their positions.
///
/// Element `i` of the first half of a head turns together with element `i` of the second half. Model directories keep the
/// halves; files of llama.cpp's older architectures put each pair side by side.
struct RotaryRowOrder {
    let headSize: Int

    /// Whether `rows` are whole heads.
    func divides(_ rows: Int) -> Bool { headSize > 0 && headSize % 2 == 0 && rows % headSize == 0 }

    /// Rows with pairs side by side, put half a head apart.
    func apart(_ source: [Float], into target: UnsafeMutableBufferPointer<Float>, columns: Int) {
        move(rows: source.count / max(columns, 1)) { together, apart in
            for column in 0..<columns { target[apart * columns + column] = source[together * columns + column] }
        }
    }

    /// Rows half a head apart, put side by side.
    func together(_ source: [Float], into target: UnsafeMutableBufferPointer<Float>, columns: Int) {
        move(rows: source.count / max(columns, 1)) { together, apart in
            for column in 0..<columns { target[together * columns + column] = source[apart * columns + column] }
        }
    }

    /// Calls `body` with the two places of each row; rows that are no whole heads keep theirs.
    private func move(rows: Int, _ body: (_ together: Int, _ apart: Int) -> Void) {
        guard divides(rows) else {
            for row in 0..<rows { body(row, row) }
            return
        }
        for row in 0..<rows {
            let (head, place) = row.quotientAndRemainder(dividingBy: headSize)
            body(row, head * headSize + place % 2 * (headSize / 2) + place / 2)
        }
    }
}
