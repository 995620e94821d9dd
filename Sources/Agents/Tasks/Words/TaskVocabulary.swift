import Foundations

/// The words and numbers of one task: all of one set, all different, and no word part of another.
struct TaskVocabulary {
    /// The set that everything is drawn from.
    let split: TaskSplit
    private(set) var random: SplitMix64
    private var words: [[UInt8]] = []
    private var numbers: Set<Int> = []

    /// The words and numbers that belong to a seed.
    init(split: TaskSplit, seed: UInt64) {
        self.split = split
        random = SplitMix64(seed: seed)
    }

    /// A word that was not there yet.
    mutating func word() -> String {
        while true {
            let word = WordMachine.word(&random)
            let bytes = Array(word.utf8)
            guard TaskSplit(of: word) == split, !ReservedWords.overlap(word),
                !words.contains(where: { Self.isPart($0, of: bytes) || Self.isPart(bytes, of: $0) })
            else { continue }
            words.append(bytes)
            return word
        }
    }

    /// A name for a key or a function: a word, or now and then two, joined by `_`.
    mutating func name() -> String {
        chance(1, in: 4) ? word() + "_" + word() : word()
    }

    /// A number of three to five digits that was not there yet.
    mutating func number() -> Int {
        number(in: pick([100...999, 1000...9999, 10000...99999]))
    }

    /// A number of a range that was not there yet.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        while true {
            let number = range.lowerBound + random.next(below: range.count)
            guard allows(number), numbers.insert(number).inserted else { continue }
            return number
        }
    }

    /// Whether a number may appear: numbers of fewer than three digits are everybody's.
    func allows(_ number: Int) -> Bool {
        abs(number) < 100 || TaskSplit(of: String(abs(number))) == split
    }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[random.next(below: elements.count)]
    }

    /// A whole number of a range.
    mutating func count(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + random.next(below: range.count)
    }

    /// True `share` times in `whole`.
    mutating func chance(_ share: Int, in whole: Int) -> Bool {
        random.next(below: whole) < share
    }

    /// The elements in another order.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for place in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(place, random.next(below: place + 1))
        }
        return elements
    }

    private static func isPart(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        guard part.count <= whole.count else { return false }
        return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
    }
}
