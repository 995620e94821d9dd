import Foundation
import Foundations

/// The texts that vocabularies are compared on, by kind.
struct ComparedTexts {
    private(set) var texts: [(kind: TextKind, bytes: [UInt8])] = []
    /// Files that are no text.
    private(set) var skipped = 0

    /// A few lines of every kind, built in.
    init() {
        for (fileExtension, text) in Self.samples { add(Array(text.utf8), fileExtension) }
    }

    /// The files at `paths`, and those in folders; hidden ones and those that are not UTF-8 are left out.
    init(_ paths: [String]) throws {
        for path in paths {
            for url in try Self.files(URL(filePath: path)) {
                let bytes = try MappedFile(url).withBytes { Array($0) }
                guard !bytes.prefix(4096).contains(0), String(validating: bytes, as: UTF8.self) != nil else {
                    skipped += 1
                    continue
                }
                add(bytes, url.pathExtension)
            }
        }
        guard texts.contains(where: { !$0.bytes.isEmpty }) else {
            throw CommandFailure("there is no text in \(paths.joined(separator: ", ")): give UTF-8 files or folders")
        }
    }

    private mutating func add(_ bytes: [UInt8], _ fileExtension: String) {
        texts.append(contentsOf: TextKind.parts(of: bytes, fileExtension: fileExtension))
    }

    private static func files(_ url: URL) throws -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            return [url]
        }
        var found: [URL] = []
        let walk = FileManager.default.enumerator(
            at: url, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        while let file = walk?.nextObject() as? URL {
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true { found.append(file) }
        }
        return found.sorted { $0.path < $1.path }
    }

    private static let samples = [
        ("txt", "The martlet is a bird without feet that never lands; it sleeps on the wing, they say.\n"),
        ("txt", "Der Mauersegler verbringt fast sein ganzes Leben in der Luft, sogar während er schläft.\n"),
        ("txt", "Le martinet passe presque toute sa vie en vol, même lorsqu'il dort.\n"),
        ("txt", "Стриж проводит почти всю жизнь в воздухе и даже спит на лету.\n"),
        ("txt", "Η σταχτάρα περνά σχεδόν όλη της τη ζωή στον αέρα.\n"),
        ("txt", "يقضي السمام معظم حياته في الهواء وينام وهو يطير.\n"),
        ("txt", "הסיסים נמצאים כמעט כל חייהם באוויר.\n"),
        ("txt", "अबाबील अपना लगभग पूरा जीवन हवा में बिताती है।\n"),
        ("txt", "นกแอ่นใช้ชีวิตเกือบทั้งหมดอยู่ในอากาศ\n"),
        ("txt", "雨燕几乎一生都在空中飞行，甚至在飞行中睡觉。\n"),
        ("txt", "アマツバメは一生のほとんどを空で過ごし、飛びながら眠ります。\n"),
        ("txt", "칼새는 거의 평생을 하늘에서 보내며 날면서 잠을 잔다.\n"),
        ("txt", "🦅🪽✨ 🌍🌎🌏 👩‍🚀👨‍👩‍👧 🎉🎊\n"),
        ("txt", "3.14159265358979 2026-11-24 1,234,567.89 0x1F600 42\n"),
        (
            "swift",
            "func merge(_ pieces: inout [Int32]) {\n    while let best = pieces.indices.min(by: { rank($0) < rank($1) }) "
                + "{\n        pieces[best] = result(best)\n    }\n}\n"
        ),
    ]
}
