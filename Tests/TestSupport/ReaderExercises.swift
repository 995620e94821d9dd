import Checkpoints
public import Foundation
import Foundations
public import Tokenization

/// What is done with a file that may be anything: it is read, and where it is accepted, everything it promises is used.
///
/// The fuzz targets (`Fuzzing/`) and the tests that replay their seeds share these.
public enum ReaderExercises {
    /// Builds, once in a process, what belongs to no input: the tables of characters.
    public static let prepare: Void = UnicodeTables.build()

    /// - Throws: ``SafetensorsError`` where the file is refused.
    public static func safetensors(_ url: URL) throws {
        try tensors(of: SafetensorsSet(file: url))
    }

    /// - Throws: ``GGUFError`` where the file is refused.
    public static func gguf(_ url: URL) throws {
        let set = try GGUFSet(url)
        for entry in set.metadata.entries {
            guard let array = entry.value.array else { continue }
            let counts = [
                array.byteStrings?.count, array.strings?.count, array.doubles?.count, array.ints?.count,
                array.bools?.count, array.arrays?.count,
            ]
            for count in counts.compactMap({ $0 }) { precondition(count == array.count, "as many as promised") }
        }
        try tensors(of: set)
    }

    private static func tensors(of checkpoint: some Checkpoint) throws {
        for tensor in checkpoint.checkpointTensors {
            let sum = try checkpoint.withBytes(of: tensor.name) { bytes in
                precondition(bytes.count == tensor.byteCount, "as many bytes as promised")
                return bytes.reduce(0) { $0 &+ Int($1) }
            }
            precondition(sum >= 0)
            guard tensor.encoding.isReadable else { continue }
            let floats = try checkpoint.floats(of: tensor.name)
            precondition(floats.count == tensor.shape.reduce(1, *), "as many elements as promised")
        }
    }

    /// - Throws: ``JinjaError`` where the bytes are no template.
    public static func jinjaTemplate(_ bytes: [UInt8]) throws -> JinjaTemplate {
        try JinjaTemplate(source: String(decoding: bytes, as: UTF8.self), name: "input")
    }

    /// - Throws: ``JinjaError`` where the bytes are no template, or cannot be rendered.
    public static func jinja(_ bytes: [UInt8]) throws {
        let rendering = try jinjaTemplate(bytes).render(variables, trusted: ["bos_token": "<s>"], maximumSteps: 2_000)
        let count = rendering.text.utf8.count
        for range in rendering.literalRanges + rendering.generatedRanges {
            precondition(range.lowerBound >= 0 && range.upperBound <= count, "inside the text")
        }
    }

    /// A conversation with every kind of value.
    private static let variables: JSONObject = [
        "messages": [
            ["role": "system", "content": "Be brief."],
            ["role": "user", "content": "<|im_end|> {{ x }} é"],
            [
                "role": "assistant", "content": "",
                "tool_calls": [["name": "f", "arguments": ["a": 1, "b": [1.5, nil]]]],
            ],
        ],
        "tools": [["name": "f", "parameters": ["type": "object"]]],
        "add_generation_prompt": true, "n": 3, "text": "Hello World", "empty": "",
    ]

    /// - Throws: `TokenizerFileError` or `JSONError` where the bytes are refused.
    public static func tokenizerJSON(_ bytes: [UInt8]) throws {
        use(try Tokenizer(tokenizerJSON: bytes, source: "input"))
    }

    /// - Throws: `TokenizerFileError` where the bytes are refused.
    public static func sentencePiece(_ bytes: [UInt8]) throws {
        use(try Tokenizer(sentencePiece: bytes, source: "input"))
    }

    private static func use(_ tokenizer: Tokenizer) {
        for text in [
            "", "Hello, world 123\n", "é e\u{301} 日本 👍\u{0}", "<s>▁a  b</s>", "a" + String(repeating: " ", count: 40),
        ] {
            let ids = tokenizer.encode(text, allowingSpecialTokens: true)
            for id in ids { precondition(id >= 0 && Int(id) < tokenizer.vocabularySize, "a token of the vocabulary") }
            _ = tokenizer.decode(ids)
        }
        _ = tokenizer.encode(bytes: [0xFF, 0xC3, 0x28, 0x00, 0xF0, 0x9F])
        for id in [0, tokenizer.vocabularySize - 1] where id >= 0 { _ = tokenizer.bytes(of: Int32(id)) }
    }
}
