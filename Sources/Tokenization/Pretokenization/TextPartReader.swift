import Foundation
import Foundations

/// Reads a file part by part; the parts end at borders where pretokens begin in any case. A byte order mark at the
/// beginning is left out.
struct TextPartReader {
    /// How many bytes are read before a border is looked for.
    static let size = 16 << 20

    private let handle: FileHandle
    private let readsWhole: Bool
    private var rest: [UInt8] = []
    private var isAtStart = true
    private var isAtEnd = false

    init(_ url: URL, pattern: PretokenizerPattern) throws {
        do {
            handle = try FileHandle(forReadingFrom: url)
        } catch {
            // The system's own words say less than ours.
            _ = try MappedFile(url)
            throw error
        }
        readsWhole = !pattern.hasBorders
    }

    /// The next part; nil at the end of the file.
    mutating func next() throws -> [UInt8]? {
        var wanted = Self.size
        while !isAtEnd {
            while !isAtEnd, rest.count < wanted || readsWhole {
                guard let data = try handle.read(upToCount: 1 << 20), !data.isEmpty else {
                    isAtEnd = true
                    break
                }
                rest.append(contentsOf: data)
            }
            if isAtStart, rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
            isAtStart = false
            if isAtEnd { break }
            if let border = rest.withUnsafeBytes({ TextBorders.last(in: $0, 0, $0.count - 1) }) {
                let part = Array(rest[..<border])
                rest.removeSubrange(..<border)
                return part
            }
            wanted *= 2
        }
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
    }
}
