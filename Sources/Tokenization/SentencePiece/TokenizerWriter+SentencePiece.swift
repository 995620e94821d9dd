import Foundation
import Foundations

extension TokenizerWriter {
    /// The parts of Hugging Face `tokenizers` that do what the vocabulary's own settings say.
    ///
    /// Two things have no counterpart there: sums of 32-bit floats, which matter for divisions of almost the same score,
    /// and sequences of the map of characters that people see as several characters.
    func document(_ model: SentencePieceModel) -> JSONValue {
        let names = model.pieces.map { String(decoding: $0.name, as: UTF8.self) }
        return document(
            normalizer: normalizer(model), pretokenizer: pretokenizer(model),
            postProcessor: TokenizerLayout.template(tokenizer.postProcessor, names: names), decoder: decoder(model),
            model: division(model, names))
    }

    private func normalizer(_ model: SentencePieceModel) -> JSONValue {
        let settings = model.settings
        var steps: [JSONValue] = []
        if let map = model.map {
            steps.append([
                "type": "Precompiled", "precompiled_charsmap": .string(Data(map.bytes).base64EncodedString()),
            ])
        }
        if settings.removesExtraWhitespace {
            steps.append(["type": "Replace", "pattern": ["Regex": "^ +| +$"], "content": ""])
            steps.append(["type": "Replace", "pattern": ["Regex": " {2,}"], "content": " "])
        }
        if settings.addsDummyPrefix, !settings.treatsWhitespaceAsSuffix, !splitsAtUserDefined(model) {
            steps.append(["type": "Prepend", "prepend": " "])
        }
        if settings.addsDummyPrefix, settings.treatsWhitespaceAsSuffix {
            steps.append(["type": "Replace", "pattern": ["Regex": "$"], "content": " "])
        }
        if settings.escapesWhitespace {
            steps.append(["type": "Replace", "pattern": ["String": " "], "content": "\u{2581}"])
        }
        return steps.isEmpty ? .null : ["type": "Sequence", "normalizers": .array(steps)]
    }

    /// Whether user-defined pieces cut the text, so that a space must stand before the first part alone.
    private func splitsAtUserDefined(_ model: SentencePieceModel) -> Bool {
        model.settings.removesExtraWhitespace && model.settings.escapesWhitespace
            && model.pieces.contains { $0.type == .userDefined }
    }

    private func pretokenizer(_ model: SentencePieceModel) -> JSONValue {
        let settings = model.settings
        if settings.division == .word {
            return [
                "type": "Split", "pattern": ["Regex": settings.treatsWhitespaceAsSuffix ? "▁" : "(?=▁)"],
                "behavior": settings.treatsWhitespaceAsSuffix ? "MergedWithPrevious" : "Isolated", "invert": false,
            ]
        }
        guard settings.addsDummyPrefix, !settings.treatsWhitespaceAsSuffix, splitsAtUserDefined(model) else {
            return .null
        }
        return ["type": "Metaspace", "replacement": "\u{2581}", "prepend_scheme": "first", "split": false]
    }

    private func decoder(_ model: SentencePieceModel) -> JSONValue {
        var steps: [JSONValue] = [
            ["type": "Replace", "pattern": ["String": "\u{2581}"], "content": " "], ["type": "ByteFallback"],
            ["type": "Fuse"],
        ]
        if model.decodesInContext { steps.append(["type": "Strip", "content": " ", "start": 1, "stop": 0]) }
        return ["type": "Sequence", "decoders": .array(steps)]
    }

    private func division(_ model: SentencePieceModel, _ names: [String]) -> JSONValue {
        let unknown = names[Int(model.unknownToken)]
        switch model.settings.division {
        case .unigram:
            return [
                "type": "Unigram", "unk_id": .integer(Int64(model.unknownToken)),
                "vocab": .array(
                    names.indices.map { [.string(names[$0]), .number(Double(model.pieces[$0].score))] }),
                "byte_fallback": .bool(model.settings.hasByteFallback),
            ]
        case .bpe, .character:
            return bpe(
                vocabulary: Array(names.indices), names: names, merges: model.merges, unknown: unknown,
                byteFallback: model.settings.hasByteFallback, fusesUnknown: true)
        case .word:
            return [
                "type": "WordLevel", "unk_token": .string(unknown),
                "vocab": .object(
                    JSONObject(members: names.indices.map { .init(key: names[$0], value: .integer($0)) })),
            ]
        }
    }
}
