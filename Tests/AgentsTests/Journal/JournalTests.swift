import Agents
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("The journal")
struct JournalTests {
    private let folder: TemporaryDirectory
    private var url: URL { folder.file("journal.jsonl") }

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ events: [AgentEvent]) throws -> [UInt8] {
        let journal = try Journal.open(url).journal
        for event in events { try journal.append(event) }
        return Array(try Data(contentsOf: url))
    }

    private func put(_ bytes: some Sequence<UInt8>) throws { try Data(bytes).write(to: url) }

    @Test("A journal that is cut anywhere gives back its whole records, and goes on after them")
    func torn() throws {
        let events = Array(AgentEventTests.all.prefix(7))
        let bytes = try write(events)
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        for length in 0...bytes.count {
            try put(bytes[..<length])
            let whole = ends.count { $0 <= length }
            #expect(try Journal.events(in: url) == Array(events.prefix(whole)))
            #expect(try Data(contentsOf: url).count == length)
            let (journal, kept, cutBytes) = try Journal.open(url)
            #expect(kept.count == whole && cutBytes == length - (whole == 0 ? 0 : ends[whole - 1]))
            for event in events.dropFirst(whole) { try journal.append(event) }
            #expect(try Array(Data(contentsOf: url)) == bytes)
        }
    }

    @Test("A changed byte is an error that names its line; in the last record it is a record that was not written")
    func damaged() throws {
        let events = Array(AgentEventTests.all.prefix(6))
        let bytes = try write(events)
        var random = SplitMix64(seed: 7)
        let lastLine = (bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        for _ in 0..<400 {
            var changed = bytes
            let index = random.next(below: bytes.count)
            changed[index] ^= UInt8(1 << random.next(below: 8))
            try put(changed)
            let line = bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1
            if index >= lastLine {
                #expect(try Journal.events(in: url) == Array(events.dropLast()))
            } else {
                do {
                    let found = try Journal.events(in: url)
                    Issue.record("a change at byte \(index) was not noticed: \(found.count) events")
                } catch JournalError.damaged(_, let named, _) {
                    #expect(named == line)
                }
                #expect(throws: JournalError.self) { _ = try Journal.open(url) }
                #expect(try Array(Data(contentsOf: url)) == changed)
            }
        }
    }

    @Test("Lines that are left out, exchanged, repeated or taken from another journal are noticed")
    func moved() throws {
        let bytes = try write(Array(AgentEventTests.all.prefix(6)))
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
        func isRefused(_ lines: [[UInt8]]) throws -> Bool {
            try put(lines.flatMap { $0 + [UInt8(ascii: "\n")] })
            do {
                _ = try Journal.events(in: url)
                return false
            } catch is JournalError {
                return true
            }
        }
        #expect(try !isRefused(lines))
        for index in 0..<4 {
            var without = lines
            without.remove(at: index)
            #expect(try isRefused(without))
            var exchanged = lines
            exchanged.swapAt(index, index + 1)
            #expect(try isRefused(exchanged))
            var repeated = lines
            repeated.insert(lines[index], at: index)
            #expect(try isRefused(repeated))
        }
        let other = folder.file("other.jsonl")
        let journal = try Journal.open(other).journal
        for event in AgentEventTests.all.dropFirst().prefix(6) { try journal.append(event) }
        let foreign = try Data(contentsOf: other).split(separator: UInt8(ascii: "\n")).map { Array($0) }
        #expect(try isRefused(lines.prefix(2) + [foreign[2]] + lines[3...]))
    }

    @Test("A journal has one writer")
    func held() throws {
        let journal = try Journal.open(url).journal
        #expect(throws: JournalError.runInUse(id: "x")) { _ = try Journal.open(url, inUse: .runInUse(id: "x")) }
        withExtendedLifetime(journal) {}
    }

    @Test("After a record could not be written nothing is written any more")
    func full() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: "/dev/full")
        // A device is no journal: opening refuses it before anything is written.
        #expect(throws: FileError.self) { _ = try Journal.open(url) }
    }

    @Test("The file grows with what happens, not with what is there")
    func growth() throws {
        let journal = try Journal.open(url, synchronizes: false).journal
        try journal.append(AgentEventTests.all[0])
        var sizes: [Int] = []
        for _ in 0..<200 {
            let before = try Data(contentsOf: url).count
            for event in AgentEventTests.all[3...6] { try journal.append(event) }
            sizes.append(try Data(contentsOf: url).count - before)
        }
        // Only the sequence numbers grow, by a digit now and then.
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 4 * 2)
    }
}
