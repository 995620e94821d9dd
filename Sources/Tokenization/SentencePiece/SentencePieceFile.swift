/// A `.model` file of SentencePiece: the message `ModelProto` of sentencepiece_model.proto.
struct SentencePieceFile {
    private(set) var pieces: [SentencePiece] = []
    private(set) var settings = SentencePieceSettings()
    private(set) var characterMap: PrecompiledCharacterMap?
    /// The name of the token that begins a text, and of the one that ends it.
    private(set) var beginName = Array("<s>".utf8)
    private(set) var endName = Array("</s>".utf8)
    private let bytes: UnsafeRawBufferPointer
    private let file: String

    /// Reads all of `bytes`.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(TokenizerFileError) {
        self.bytes = bytes
        self.file = file
        var reader = ProtobufReader(bytes, 0..<bytes.count, file: file)
        while let (number, value) = try reader.next() {
            guard case .bytes(let range) = value else { continue }
            switch number {
            case 1: pieces.append(try piece(range))
            case 2: try readTrainer(range)
            case 3: try readNormalizer(range)
            case 5: try requireNoRules(range)
            default: break
            }
        }
        guard !pieces.isEmpty else {
            throw TokenizerFileError(
                .invalid, file: file, location: "pieces", detail: "there are none: this is no SentencePiece model")
        }
    }

    func tokenizer() throws(TokenizerFileError) -> Tokenizer {
        try SentencePieceTokenizer.make(
            pieces, settings: settings, map: characterMap, begin: control(beginName), end: control(endName),
            findsUserDefinedFirst: false, file: file)
    }

    private func control(_ name: [UInt8]) -> Int32? {
        pieces.firstIndex { $0.type == .control && $0.name == name }.map { Int32($0) }
    }

    private func piece(_ range: Range<Int>) throws(TokenizerFileError) -> SentencePiece {
        var piece = SentencePiece(name: [], score: 0, type: .normal)
        var reader = ProtobufReader(bytes, range, file: file)
        let index = pieces.count
        while let (number, value) = try reader.next() {
            switch (number, value) {
            case (1, .bytes(let place)): piece.name = Array(bytes[place])
            case (2, .fixed32(let bits)): piece.score = Float(bitPattern: bits)
            case (3, .integer(let raw)):
                guard let type = SentencePieceType(rawValue: Int(truncatingIfNeeded: raw)) else {
                    throw invalid("pieces[\(index)]", "the type \(raw) is unknown")
                }
                piece.type = type
            default: break
            }
        }
        return piece
    }

    private mutating func readTrainer(_ range: Range<Int>) throws(TokenizerFileError) {
        var reader = ProtobufReader(bytes, range, file: file)
        while let (number, value) = try reader.next() {
            switch (number, value) {
            case (3, .integer(let raw)):
                guard let division = SentencePieceSettings.Division(rawValue: Int(truncatingIfNeeded: raw)) else {
                    throw TokenizerFileError(
                        .unsupported, file: file, location: "trainer_spec.model_type", detail: "the type \(raw)")
                }
                settings.division = division
            case (24, .integer(let raw)): settings.treatsWhitespaceAsSuffix = raw != 0
            case (35, .integer(let raw)): settings.hasByteFallback = raw != 0
            case (44, .bytes(let place)): settings.unknownSurface = Array(bytes[place])
            case (46, .bytes(let place)): beginName = Array(bytes[place])
            case (47, .bytes(let place)): endName = Array(bytes[place])
            case (53, .bytes(let place)) where !place.isEmpty:
                // The delimiter cuts text in training alone.
                break
            default: break
            }
        }
    }

    private mutating func readNormalizer(_ range: Range<Int>) throws(TokenizerFileError) {
        var reader = ProtobufReader(bytes, range, file: file)
        while let (number, value) = try reader.next() {
            switch (number, value) {
            case (2, .bytes(let place)) where !place.isEmpty:
                characterMap = try PrecompiledCharacterMap(
                    Array(bytes[place]), file: file, location: "normalizer_spec.precompiled_charsmap")
            case (3, .integer(let raw)): settings.addsDummyPrefix = raw != 0
            case (4, .integer(let raw)): settings.removesExtraWhitespace = raw != 0
            case (5, .integer(let raw)): settings.escapesWhitespace = raw != 0
            default: break
            }
        }
    }

    private func requireNoRules(_ range: Range<Int>) throws(TokenizerFileError) {
        var reader = ProtobufReader(bytes, range, file: file)
        while let (number, value) = try reader.next() {
            if number == 2, case .bytes(let place) = value, !place.isEmpty {
                throw TokenizerFileError(
                    .unsupported, file: file, location: "denormalizer_spec", detail: "rewriting of decoded text")
            }
        }
    }

    private func invalid(_ location: String, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(.invalid, file: file, location: location, detail: detail)
    }
}
