public import ArgumentParser
public import Corpus

extension EncodingErrorRule: ExpressibleByArgument {}
extension CorpusSplit: ExpressibleByArgument {}
