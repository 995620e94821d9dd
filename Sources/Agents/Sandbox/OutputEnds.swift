/// The beginning and the end of output of any length, in memory that does not grow with it.
struct OutputEnds {
    private let half: Int
    private var head: [UInt8] = []
    private var ring: [UInt8] = []
    private var next = 0
    private(set) var total = 0

    /// Keeps `limit` bytes: a half from the beginning, a half from the end.
    init(limit: Int) { half = max(1, limit / 2) }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
        let toHead = min(half - head.count, bytes.count)
        head.append(contentsOf: bytes.prefix(toHead))
        // Of a long piece, only the end can stay.
        for byte in bytes.dropFirst(toHead).suffix(half) {
            if ring.count < half {
                ring.append(byte)
            } else {
                ring[next] = byte
                next = next + 1 == half ? 0 : next + 1
            }
        }
    }

    /// The first bytes and, where there are more than fit, the last ones.
    var ends: (head: [UInt8], tail: [UInt8]) { (head, Array(ring[next...] + ring[..<next])) }
}
