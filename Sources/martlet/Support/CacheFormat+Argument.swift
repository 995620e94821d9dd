public import ArgumentParser
import Tensors

extension CacheFormat: ExpressibleByArgument {}
