import Generation

/// Beam search over a function from tokens to logits.
enum BeamSearchRun {
    static func run(
        _ options: BeamOptions, endTokens: Set<Int32>, maximumTokens: Int, unless isCancelled: () -> Bool = { false },
        logits: ([Int32]) -> [Float]
    ) throws -> [BeamHypothesis] {
        var beams: [[Int32]] = [[]]
        let search = BeamSearch(options: options, endTokens: endTokens, maximumTokens: maximumTokens)
        return try search.run(unless: isCancelled) { extensions, visit in
            beams = extensions.map { beams[$0.parent] + ($0.token.map { [$0] } ?? []) }
            for (index, tokens) in beams.enumerated() {
                try logits(tokens).withUnsafeBufferPointer { try visit(index, $0) }
            }
        }
    }
}
