/// How rows of [queries | keys | values] divide into sequences and heads.
public struct AttentionShape: Sendable {
    /// Sequences in the batch, one after another.
    public let sequences: Int
    /// Positions in the longest sequence.
    public let length: Int
    /// The first row of each sequence and the one after the last; nil where all sequences have `length` positions.
    private let starts: [Int]?
    /// Whether each position sees the whole of its sequence, as in an encoder, and not only what lies before it.
    public let seesBothWays: Bool
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
        starts = nil
        seesBothWays = false
        self.queryHeads = queryHeads
        self.keyValueHeads = keyValueHeads
        self.headSize = headSize
        self.scale = scale ?? 1 / Float(headSize).squareRoot()
        self.firstVisible = firstVisible
        self.window = window
        self.softcap = softcap
    }

    /// A batch of sequences of different lengths, without padding, in which each position sees all of its sequence.
    public init(
        lengths: [Int], queryHeads: Int, keyValueHeads: Int, headSize: Int, scale: Float? = nil
    ) {
        precondition(queryHeads % keyValueHeads == 0, "\(queryHeads) query heads over \(keyValueHeads)")
        precondition(headSize % 2 == 0, "a head needs an even number of elements, not \(headSize)")
        precondition(lengths.allSatisfy { $0 > 0 }, "a sequence without positions")
        sequences = lengths.count
        length = lengths.max() ?? 0
        starts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        seesBothWays = true
        self.queryHeads = queryHeads
        self.keyValueHeads = keyValueHeads
        self.headSize = headSize
        self.scale = scale ?? 1 / Float(headSize).squareRoot()
    }

    /// Rows of all sequences together.
    public var rowCount: Int { starts?.last ?? sequences * length }

    /// The rows of a sequence.
    public func rows(of sequence: Int) -> Range<Int> {
        guard let starts else { return sequence * length..<(sequence + 1) * length }
        return starts[sequence]..<starts[sequence + 1]
    }

    /// Elements of a row of queries, keys and values together.
    public var rowWidth: Int { (queryHeads + 2 * keyValueHeads) * headSize }

    /// One key-value head of one sequence, with offsets in elements.
    struct Place {
        let rows: Range<Int>
        let queries, keys, values, output, logSumExp: Int
    }

    func place(of task: Int) -> Place {
        let rows = rows(of: task / keyValueHeads), head = task % keyValueHeads
        let firstQueryHead = head * (queryHeads / keyValueHeads), first = rows.lowerBound * rowWidth
        let keys = first + (queryHeads + head) * headSize
        return Place(
            rows: rows, queries: first + firstQueryHead * headSize, keys: keys,
            values: keys + keyValueHeads * headSize,
            output: (rows.lowerBound * queryHeads + firstQueryHead) * headSize,
            logSumExp: rows.lowerBound * queryHeads + firstQueryHead * rows.count)
    }
}
