public import Foundation
import Tokenization

/// What a pretraining run reads: a corpus folder, or tokens in memory.
public struct PretrainData: Sendable {
    /// The tokens to train on.
    public var train: any TokenSource
    /// The tokens to validate on; nil where nothing was held out.
    public var heldOut: (any TokenSource)?
    /// Bytes of raw text for each token of the held-out part; nil where the text's size is unknown.
    public var heldOutBytesPerToken: Double?
    /// Ids are below this.
    public var vocabularySize: Int
    /// The token that begins a text, where there is one.
    public var beginOfTextToken: Int32?
    /// The token that ends a text, where there is one.
    public var endOfTextToken: Int32?
    /// The `tokenizer.json` that goes into every model folder; nil for tokens without a tokenizer.
    public var tokenizerFile: URL?
    /// Where the tokens come from, for messages.
    public var name: String
    /// A hash that another corpus would not have.
    public var fingerprint: UInt64

    public init(
        train: any TokenSource, heldOut: (any TokenSource)?, heldOutBytesPerToken: Double?, vocabularySize: Int,
        beginOfTextToken: Int32? = nil, endOfTextToken: Int32? = nil, tokenizerFile: URL? = nil, name: String,
        fingerprint: UInt64
    ) {
        self.train = train
        self.heldOut = heldOut
        self.heldOutBytesPerToken = heldOutBytesPerToken
        self.vocabularySize = vocabularySize
        self.beginOfTextToken = beginOfTextToken
        self.endOfTextToken = endOfTextToken
        self.tokenizerFile = tokenizerFile
        self.name = name
        self.fingerprint = fingerprint
    }

    /// What the run needs to know of the data beside its tokens.
    var material: RunMaterial {
        // The settings that Hugging Face keeps beside the vocabulary go along where they exist.
        let files = tokenizerFile.map { file in
            [file, file.deletingLastPathComponent().appending(path: Tokenizer.configurationFileName)]
        }
        return RunMaterial(name: name, fingerprint: fingerprint, heldOutBytesPerToken: heldOutBytesPerToken) { folder in
            try RunMaterial.copy(files ?? [], into: folder)
        }
    }
}
