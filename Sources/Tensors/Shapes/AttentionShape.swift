/// How rows of [queries | keys | values] divide into sequences and heads.
public struct AttentionShape: Sendable {
    /// Sequences in the batch, one after another.
    public var sequences: Int
    /// Positions in each sequence.
    public var length: Int
    /// Heads of queries.
    public var queryHeads: Int
    /// Heads of keys and values; divides `queryHeads`.
    public var keyValueHeads: Int
    /// Elements of a head.
    public var headSize: Int
    /// Factor on the scores.
    public var scale: Float
    /// First position of its sequence that each row may see; nil where that is the first of all. Packed documents
    /// keep apart by it.
    public var firstVisible: [Int32]?
    /// Positions that each row may see, itself included; nil for all up to itself.
    ///
    /// Source: Beltagy et al., "Longformer" (2020), section 3.1.
    public var window: Int?
    /// Scores become softcap * tanh(score / softcap); nil leaves them as they are.
    ///
    /// Source: Gemma Team, "Gemma 2" (2024), section 2.
    public var softcap: Float?

    /// A batch in which each position sees all positions up to itself.
    public init(
        sequences: Int, length: Int, queryHeads: Int, keyValueHeads: Int, headSize: Int, scale: Float? = nil,
        firstVisible: [Int32]? = nil, window: Int? = nil, softcap: Float? = nil
    ) {
        precondition(queryHeads % keyValueHeads == 0, "\(queryHeads) query heads over \(keyValueHeads)")
        precondition(headSize % 2 == 0, "a head needs an even number of elements, not \(headSize)")
        precondition(window.map { $0 > 0 } ?? true, "a window of \(window ?? 0) positions")
        precondition(softcap.map { $0 > 0 } ?? true, "a softcap of \(softcap ?? 0)")
        precondition(firstVisible.map { $0.count == sequences * length } ?? true, "a first position for every row")
        precondition(
            firstVisible?.enumerated().allSatisfy { $1 >= 0 && Int($1) <= $0 % length } ?? true,
            "a position sees itself at least")
        self.sequences = sequences
        self.length = length
        self.queryHeads = queryHeads
        self.keyValueHeads = keyValueHeads
        self.headSize = headSize
        self.scale = scale ?? 1 / Float(headSize).squareRoot()
        self.firstVisible = firstVisible
        self.window = window
        self.softcap = softcap
    }

    /// Elements of a row of queries, keys and values together.
    public var rowWidth: Int { (queryHeads + 2 * keyValueHeads) * headSize }

    /// One key-value head of one sequence, with offsets in elements.
    struct Place {
        var sequence: Int
        var keyValueHead: Int

        func firstQueryHead(_ shape: AttentionShape) -> Int {
            keyValueHead * (shape.queryHeads / shape.keyValueHeads)
        }
        private func row(_ shape: AttentionShape) -> Int { sequence * shape.length * shape.rowWidth }
        func queries(_ shape: AttentionShape) -> Int { row(shape) + firstQueryHead(shape) * shape.headSize }
        func keys(_ shape: AttentionShape) -> Int {
            row(shape) + (shape.queryHeads + keyValueHead) * shape.headSize
        }
        func values(_ shape: AttentionShape) -> Int { keys(shape) + shape.keyValueHeads * shape.headSize }
        func output(_ shape: AttentionShape) -> Int {
            (sequence * shape.length * shape.queryHeads + firstQueryHead(shape)) * shape.headSize
        }
    }

    func place(of task: Int) -> Place {
        Place(sequence: task / keyValueHeads, keyValueHead: task % keyValueHeads)
    }
}
