private import Tensors

/// The tokens of a row of logits from the most to the least probable, put in order only as far as somebody looks.
///
/// One pass finds the maximum of each block of logits. The k-th highest of these maxima has at least k logits at or
/// above it, and few more: those are gathered from the blocks that hold some, and sorted. A draw, which rarely looks
/// past the first few, thus neither sorts nor copies the vocabulary. Storage is reused from row to row.
struct RankedLogits {
    /// The tokens put in order so far.
    private(set) var ranked: [Candidate] = []
    /// The tokens that have a probability: those above minus infinity.
    private(set) var count = 0
    /// The highest logit.
    private(set) var highest: Float = -.infinity

    private var row = UnsafeBufferPointer<Float>(start: nil, count: 0)
    private var maxima: [Float] = []
    private var selection: [Float] = []
    private var keys: [UInt64] = []
    private var scratch: [UInt64] = []
    /// Every logit at or above it is in order.
    private var bound: Float = .infinity

    /// Begins with a row, which must stay where it is while this value is asked about it.
    ///
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    mutating func begin(_ logits: UnsafeBufferPointer<Float>) throws(SamplingError) {
        row = logits
        ranked.removeAll(keepingCapacity: true)
        bound = .infinity
        guard let finite = LogitRow(logits).findMaxima(&maxima) else {
            let token = logits.firstIndex { !($0 < .infinity) } ?? 0
            throw .invalidLogit(token: Int32(token), value: logits[token])
        }
        guard finite > 0 else { throw .noCandidate }
        count = finite
        highest = maxima.withUnsafeBufferPointer { maxima in
            var highest = maxima[0]
            for maximum in maxima where maximum > highest { highest = maximum }
            return highest
        }
    }

    /// The most probable token; among equals, the one with the lowest id.
    var best: Candidate {
        let size = LogitRow.blockSize
        let block = maxima.firstIndex(of: highest) ?? 0
        let token = row[(block * size)..<min(row.count, (block + 1) * size)].firstIndex(of: highest) ?? 0
        return Candidate(token: Int32(token), logit: highest)
    }

    /// Puts at least the first `length` tokens in order, or all where there are fewer.
    mutating func rank(first length: Int) {
        while ranked.count < min(length, count) { extend(to: length) }
    }

    /// The sum of e^((logit - highest) / temperature) over the whole row.
    func totalWeight(at temperature: Double) -> Double {
        LogitRow(row).exponentialSum(below: highest, temperature: temperature)
    }

    /// Passes over the logits that are finite, in the order of the vocabulary.
    func forEachLogit(_ body: (Float) -> Void) {
        for logit in row where logit > -.infinity { body(logit) }
    }

    /// How many tokens have a logit of at least `lowest`: those ranks need not be put in order for it.
    func count(from lowest: Float) -> Int {
        var count = 0
        for logit in row where logit >= lowest { count += 1 }
        return min(count, self.count)
    }

    /// Lowers the bound far enough for `length` tokens, and puts in order what lies between.
    private mutating func extend(to length: Int) {
        let target = max(length, 32, 4 * ranked.count)
        var lower = -Float.infinity
        if target < maxima.count {
            selection.removeAll(keepingCapacity: true)
            selection.append(contentsOf: maxima)
            lower = Self.element(at: target - 1, of: &selection)
            // Many equal logits may lie at the old bound already: then all that is left is put in order.
            if lower >= bound { lower = -.infinity }
        }
        gather(from: lower, below: bound)
        keys.sortByLogit(scratch: &scratch)
        ranked.reserveCapacity(ranked.count + keys.count)
        for key in keys { ranked.append(Candidate(sortKey: key)) }
        bound = lower
    }

    /// Collects the keys of all logits from `lower` on, minus infinity left out, that are below `upper`.
    private mutating func gather(from lower: Float, below upper: Float) {
        keys.removeAll(keepingCapacity: true)
        let size = LogitRow.blockSize
        let lowest = max(lower, -.greatestFiniteMagnitude)
        for block in maxima.indices where maxima[block] >= lowest {
            for token in block * size..<min(row.count, (block + 1) * size) {
                let logit = row[token]
                if logit >= lowest, logit < upper {
                    keys.append(Candidate(token: Int32(token), logit: logit).sortKey)
                }
            }
        }
    }

    /// The element that would be at `index` if `values` were in descending order (Hoare, "Find", 1961).
    static func element(at index: Int, of values: inout [Float]) -> Float {
        values.withUnsafeMutableBufferPointer { values in
            var low = 0
            var high = values.count - 1
            while low < high {
                let pivot = values[low + (high - low) / 2]
                var left = low
                var right = high
                while left <= right {
                    while values[left] > pivot { left += 1 }
                    while values[right] < pivot { right -= 1 }
                    if left <= right {
                        values.swapAt(left, right)
                        left += 1
                        right -= 1
                    }
                }
                if index <= right {
                    high = right
                } else if index >= left {
                    low = left
                } else {
                    break
                }
            }
            return values[index]
        }
    }
}
