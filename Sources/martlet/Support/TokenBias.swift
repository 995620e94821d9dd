import ArgumentParser

/// A token and what is added to its logit, written `15043=-1.5`.
struct TokenBias: ExpressibleByArgument {
    let token: Int32
    let bias: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let token = Int32(parts[0]), let bias = Double(parts[1]) else { return nil }
        self.token = token
        self.bias = bias
    }
}
