import Foundation

/// Kinds of text that vocabularies treat differently.
///
/// A file is code by its extension. Any other text is sorted line by line: numbers where more than half of what is
/// visible are digits, emoji where a quarter or more is, otherwise the script that most letters belong to. The lines of
/// a kind in a file are one text.
enum TextKind: String, CaseIterable {
    case code
    case latin = "Latin"
    case cyrillic = "Cyrillic"
    case greek = "Greek"
    case arabic = "Arabic"
    case hebrew = "Hebrew"
    case devanagari = "Devanagari"
    case thai = "Thai"
    case chinese = "Chinese"
    case japanese = "Japanese"
    case korean = "Korean"
    case otherScripts = "other scripts"
    case emoji
    case numbers
    case signs

    private static let codeExtensions: Set = [
        "c", "cc", "cpp", "cs", "css", "cu", "go", "h", "hpp", "html", "java", "js", "json", "kt", "lua", "m", "php",
        "pl", "py", "r", "rb", "rs", "scala", "sh", "sql", "swift", "toml", "ts", "tsx", "xml", "yaml", "yml", "zig",
    ]

    /// The parts of a file's text, in the order of the kinds.
    static func parts(of text: [UInt8], fileExtension: String) -> [(kind: TextKind, bytes: [UInt8])] {
        if codeExtensions.contains(fileExtension.lowercased()) { return [(.code, text)] }
        var parts: [TextKind: [UInt8]] = [:]
        var previous = TextKind.latin
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
            let line = text[start..<end]
            // A line without anything visible goes with the one before.
            let kind = kind(ofLine: line) ?? previous
            parts[kind, default: []].append(contentsOf: line)
            previous = kind
            start = end
        }
        return allCases.compactMap { kind in parts[kind].map { (kind, $0) } }
    }

    private static func kind(ofLine line: ArraySlice<UInt8>) -> TextKind? {
        var counts: [TextKind: Int] = [:]
        var visible = 0
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars where !scalar.properties.isWhitespace {
            visible += 1
            counts[kind(of: scalar), default: 0] += 1
        }
        if visible == 0 { return nil }
        if counts[.numbers, default: 0] * 2 > visible { return .numbers }
        if counts[.emoji, default: 0] * 4 >= visible { return .emoji }
        // Japanese is written with Chinese characters too.
        if counts[.japanese, default: 0] > 0 { counts[.japanese, default: 0] += counts[.chinese, default: 0] }
        let scripts = allCases.filter { ![.code, .emoji, .numbers, .signs].contains($0) }
        let most = scripts.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? .latin
        return counts[most, default: 0] == 0 ? .signs : most
    }

    private static func kind(of scalar: Unicode.Scalar) -> TextKind {
        let properties = scalar.properties
        if properties.numericType == .decimal { return .numbers }
        if properties.isEmojiPresentation { return .emoji }
        guard properties.isAlphabetic else { return .signs }
        switch scalar.value {
        case 0..<0x370, 0x1E00..<0x1F00, 0xFF21...0xFF5A: return .latin
        case 0x370..<0x400, 0x1F00..<0x2000: return .greek
        case 0x400..<0x530: return .cyrillic
        case 0x590..<0x600: return .hebrew
        case 0x600..<0x780, 0x8A0..<0x900, 0xFB50..<0xFE00: return .arabic
        case 0x900..<0x980: return .devanagari
        case 0xE00..<0xE80: return .thai
        case 0x3040..<0x3100, 0x31F0..<0x3200, 0xFF66...0xFF9F: return .japanese
        case 0x1100..<0x1200, 0x3130..<0x3190, 0xAC00..<0xD7B0: return .korean
        case 0x2E80..<0x3000, 0x3400..<0xA000, 0xF900..<0xFB00, 0x20000..<0x32400: return .chinese
        default: return .otherScripts
        }
    }
}
