public import ArgumentParser
import Transformer

extension PoolingMode: ExpressibleByArgument {}
