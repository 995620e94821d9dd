public import Foundation
import Foundations

extension ChatTemplate {
    /// The file of a template in a model's folder.
    public static let fileName = "chat_template.jinja"

    /// Loads the template of a model: `chat_template.jinja`, else the `chat_template` of `tokenizer_config.json`, which
    /// may be one template or a list of named ones. The texts of `bos_token` and its like come from the latter file.
    ///
    /// - Parameters:
    ///   - directory: the model's folder.
    ///   - choice: which of several templates to take.
    ///   - now: the time that the template is told when it names the date.
    /// - Throws: ``ChatTemplateError`` where there is none, ``JinjaError`` where it is wrong, `JSONError` or `FileError`
    ///   where a file cannot be read.
    public init(directory: URL, named choice: String = "default", now: CalendarTime? = nil) throws {
        let file = directory.appending(path: Self.fileName)
        let configurationFile = directory.appending(path: Tokenizer.configurationFileName)
        let configuration = try Self.configuration(configurationFile)
        let tokenTexts = try Self.tokenTexts(in: configuration, file: configurationFile.path)
        if FileManager.default.fileExists(atPath: file.path) {
            try self.init(source: Self.source(of: file), name: file.path, tokenTexts: tokenTexts, now: now)
        } else {
            guard let template = configuration?["chat_template"] else {
                throw ChatTemplateError.missing(directory: directory.path)
            }
            let source = try Self.source(in: template, named: choice, file: configurationFile.path)
            let name = "\(configurationFile.path): chat_template"
            try self.init(source: source, name: name, tokenTexts: tokenTexts, now: now)
        }
    }

    /// Loads a template from a file of any name, for a model whose `tokenizer_config.json` says the texts of `bos_token`
    /// and its like.
    ///
    /// - Parameters:
    ///   - file: a Jinja file.
    ///   - directory: the model's folder.
    ///   - now: the time that the template is told when it names the date.
    /// - Throws: as ``init(directory:named:now:)`` does.
    public init(file: URL, directory: URL, now: CalendarTime? = nil) throws {
        let configurationFile = directory.appending(path: Tokenizer.configurationFileName)
        let tokenTexts = try Self.tokenTexts(
            in: Self.configuration(configurationFile), file: configurationFile.path)
        try self.init(source: Self.source(of: file), name: file.path, tokenTexts: tokenTexts, now: now)
    }

    /// The template of a model; ``standard`` for a base model, which has none.
    ///
    /// - Throws: as ``init(directory:named:now:)`` does where there is one.
    public static func ofModel(_ directory: URL) throws -> ChatTemplate {
        do {
            return try ChatTemplate(directory: directory)
        } catch ChatTemplateError.missing {
            return .standard
        }
    }

    /// The content of `tokenizer_config.json`; nil where there is none.
    private static func configuration(_ file: URL) throws -> JSONValue? {
        FileManager.default.fileExists(atPath: file.path) ? try JSONValue(contentsOf: file) : .none
    }

    private static func source(of file: URL) throws -> String {
        let bytes = try MappedFile(file).withBytes { Array($0) }
        guard let source = String(validating: bytes, as: UTF8.self) else {
            throw ChatTemplateError.notUTF8(file: file.path)
        }
        return source
    }

    private static func source(in template: JSONValue, named choice: String, file: String) throws -> String {
        switch template {
        case .string(let source): return source
        case .array(let elements):
            let named = try elements.map { element in
                guard let name = element["name"]?.string, let source = element["template"]?.string else {
                    throw ChatTemplateError.invalidConfiguration(
                        file: file, reason: "an element of chat_template has no name or no template")
                }
                return (name: name, source: source)
            }
            guard let found = named.first(where: { $0.name.hasSameBytes(as: choice) }) else {
                throw ChatTemplateError.unknownName(choice, file: file, names: named.map(\.name))
            }
            return found.source
        default:
            throw ChatTemplateError.invalidConfiguration(
                file: file, reason: "chat_template is \(template.kind), not a string or an array")
        }
    }

    /// The texts of the named tokens; they are strings, or objects with the text in `content`.
    private static func tokenTexts(in configuration: JSONValue?, file: String) throws -> JSONObject {
        guard let configuration else { return JSONObject() }
        guard let members = configuration.object else {
            throw ChatTemplateError.invalidConfiguration(
                file: file, reason: "it holds \(configuration.kind), not an object")
        }
        var texts = JSONObject()
        for name in ["bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token"] {
            guard let value = members[name], let text = value.string ?? value["content"]?.string else { continue }
            texts[name] = .string(text)
        }
        return texts
    }

    /// Writes the template into a model's folder: as `chat_template.jinja`, and as `chat_template` of its
    /// `tokenizer_config.json` for programs that look there.
    ///
    /// - Throws: `FileError` where a file cannot be read or written, `JSONError` or ``ChatTemplateError`` where
    ///   `tokenizer_config.json` is there and is no JSON object; each file is there whole or as it was.
    public func save(directory: URL) throws {
        let configurationFile = directory.appending(path: Tokenizer.configurationFileName)
        var configuration = JSONObject()
        if FileManager.default.fileExists(atPath: configurationFile.path) {
            let value = try JSONValue(contentsOf: configurationFile)
            guard let members = value.object else {
                throw ChatTemplateError.invalidConfiguration(
                    file: configurationFile.path, reason: "it holds \(value.kind), not an object")
            }
            configuration = members
        }
        configuration["chat_template"] = .string(source)
        try Folder.fill(directory) {
            try AtomicFile.write(source, to: directory.appending(path: Self.fileName))
            try AtomicFile.write(
                JSONValue.object(configuration).serializedBytes(pretty: true) + [0x0A], to: configurationFile)
        }
    }
}
