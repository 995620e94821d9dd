public import Corpus

extension TranscriptFormat: ConfigurationChoice {}
