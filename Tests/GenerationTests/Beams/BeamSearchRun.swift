import Generation

/// Beam search over a function from tokens to logits.
enum BeamSearchRun {
    static func run(
        _ options: BeamOptions, endTokens: Set<Int32>, maximumTokens: Int, text: BeamText = BeamText(),
        unless isCancelled: () -> Bool = { false }, logits: ([Int32]) -> [Float]
    ) throws -> [BeamHypothesis] {
        var beams: [[Int32]] = [[]]
        var search = BeamSearch(options: options, endTokens: endTokens, maximumTokens: maximumTokens, text: text)
        while !search.isOver {
            if isCancelled() { return search.best(isCancelled: true) }
            beams = search.extensions.map { beams[$0.parent] + ($0.token.map { [$0] } ?? []) }
            let rows = beams.map(logits)
            let storage = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows.reduce(0) { $0 + $1.count })
            defer { storage.deallocate() }
            _ = storage.initialize(fromContentsOf: rows.flatMap { $0 })
            let width = rows[0].count
            try search.advance { UnsafeBufferPointer(rebasing: storage[$0 * width..<($0 + 1) * width]) }
        }
        return search.best()
    }
}
