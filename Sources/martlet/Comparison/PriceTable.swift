import Foundation
import Foundations

/// What a million tokens cost, in US dollars, by the name of the vocabulary.
struct PriceTable {
    private var prices: [(name: String, price: Double)] = []

    /// Reads `NAME=PRICE` from the command line, and lines `NAME: PRICE` from a file.
    init(arguments: [String], file: String?) throws {
        if let file {
            let text = try MappedFile(URL(filePath: file)).withBytes { String(decoding: $0, as: UTF8.self) }
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
                if content.isEmpty { continue }
                guard let colon = content.lastIndex(of: ":") else {
                    throw CommandFailure("\(file): line \(number + 1): should be NAME: PRICE")
                }
                let name = content[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
                try add(name, String(content[content.index(after: colon)...]), "\(file): line \(number + 1)")
            }
        }
        for argument in arguments {
            guard let sign = argument.lastIndex(of: "=") else {
                throw CommandFailure("--price \(argument): should be NAME=PRICE, as in --price my-tokenizer=2.50")
            }
            try add(String(argument[..<sign]), String(argument[argument.index(after: sign)...]), "--price \(argument)")
        }
    }

    var isEmpty: Bool { prices.isEmpty }

    /// The price of the vocabulary given as `path`, found by its path or by the name of its file or folder.
    func price(of path: String) -> Double? {
        prices.last { $0.name == path || $0.name == URL(filePath: path).lastPathComponent }?.price
    }

    /// A name that none of the vocabularies has.
    func unused(_ paths: [String]) -> String? {
        prices.first { entry in
            !paths.contains { $0 == entry.name || URL(filePath: $0).lastPathComponent == entry.name }
        }?.name
    }

    private mutating func add(_ name: String, _ price: String, _ place: String) throws {
        guard let value = Double(price.trimmingCharacters(in: .whitespaces)), value >= 0, value.isFinite else {
            throw CommandFailure("\(place): the price is no number: it should be US dollars for a million tokens")
        }
        prices.append((name, value))
    }
}
