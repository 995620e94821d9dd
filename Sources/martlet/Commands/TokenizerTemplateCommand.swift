import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer template`: conversations become text.
struct TokenizerTemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Print what a chat template makes of conversations.",
        usage: "martlet tokenizer template [<template>] [<options>]",
        discussion: """
            The template is a Jinja file or a model's folder; without one, Martlet's own is taken. Each line of the \
            input is a JSON object of the template's variables: "messages", "tools", "add_generation_prompt", and what \
            else it looks up. --json also prints which bytes are the template's own words, and which ones the assistant \
            wrote.

            EXAMPLES:
              echo '{"messages": [{"role": "user", "content": "Hello"}]}' | \\
                martlet tokenizer template
              martlet tokenizer template my-model --file chats.jsonl --json
            """
    )

    @Argument(help: "A Jinja file, or a folder with chat_template.jinja or tokenizer_config.json.")
    var template: String?

    @Option(help: ArgumentHelp("The file of variables; standard input is read without it.", valueName: "path"))
    var file: String?

    @Option(
        help: ArgumentHelp("A variable that counts as the template's own words; repeatable.", valueName: "name=text"))
    var token: [String] = []

    @Option(
        help: ArgumentHelp(
            "The time that the template is told; this moment without it.", valueName: "YYYY-MM-DD[Thh:mm:ss]"))
    var now: String?

    @Flag(help: "Print one JSON object a line: {\"text\", \"literal\", \"generated\"}, or {\"error\"}.")
    var json = false

    func validate() throws {
        if let now, Self.time(now) == nil {
            throw ValidationError("--now \(now) is no time: write 2025-07-04T15:03:09")
        }
        if let bad = token.first(where: { !$0.contains("=") }) {
            throw ValidationError("--token \(bad) has no '=': write --token 'bos_token=<s>'")
        }
    }

    func run() throws {
        let (template, trusted) = try load()
        let now = now.flatMap(Self.time) ?? CalendarTime.now()
        let output = OutputBuffer()
        var failures = 0
        let lines = try TextInput.read(text: nil, file: file).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 == 0x20 || 0x09...0x0D ~= $0 }) {
            do {
                let value = try JSONValue(
                    parsing: Array(line), source: file ?? "standard input", firstLine: index + 1)
                guard let variables = value.object else {
                    throw CommandFailure("line \(index + 1) holds \(value.kind), not an object of variables")
                }
                try write(try template.render(variables, trusted: trusted, now: now), to: output)
            } catch {
                guard json else { throw error }
                failures += 1
                try output.write(JSONValue.object(["error": .string("\(error)")]).serialized() + "\n")
            }
        }
        try output.flush()
        if failures > 0 { throw ExitCode.failure }
    }

    private func load() throws -> (JinjaTemplate, JSONObject) {
        var trusted = JSONObject()
        var (source, name) = (ChatTemplate.standard.source, ChatTemplate.standard.name)
        if let template {
            if URL(filePath: template).hasDirectoryPath || Self.isFolder(template) {
                let loaded = try ChatTemplate(directory: URL(filePath: template))
                (source, name, trusted) = (loaded.source, loaded.name, loaded.tokenTexts)
            } else {
                source = String(decoding: try TextInput.read(text: nil, file: template), as: UTF8.self)
                name = template
            }
        }
        for pair in token {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            trusted[String(parts[0])] = .string(String(parts[1]))
        }
        return (try JinjaTemplate(source: source, name: name), trusted)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private func write(_ rendering: JinjaRendering, to output: OutputBuffer) throws {
        guard json else { return try output.write(rendering.text + "\n") }
        func pairs(_ ranges: [Range<Int>]) -> JSONValue {
            .array(ranges.map { [.integer($0.lowerBound), .integer($0.upperBound)] })
        }
        let result: JSONValue = [
            "text": .string(rendering.text), "literal": pairs(rendering.literalRanges),
            "generated": pairs(rendering.generatedRanges),
        ]
        try output.write(result.serialized() + "\n")
    }

    private static func time(_ text: String) -> CalendarTime? {
        let parts = text.split(omittingEmptySubsequences: false) { "-T:".contains($0) }.map { Int($0) }
        guard parts.count == 3 || parts.count == 6 else { return nil }
        let numbers = parts.compactMap(\.self)
        guard numbers.count == parts.count, 1...12 ~= numbers[1], 1...31 ~= numbers[2] else { return nil }
        let clock = numbers.dropFirst(3)
        return CalendarTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: clock.first ?? 0,
            minute: clock.dropFirst().first ?? 0, second: clock.dropFirst(2).first ?? 0)
    }
}
