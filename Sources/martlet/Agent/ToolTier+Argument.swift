import Agents
public import ArgumentParser

extension ToolTier: ExpressibleByArgument {}
