import Glibc

/// How rotary frequencies are stretched, so that a model reaches further than it was first trained for.
public enum RotaryScaling: Sendable, Equatable {
    /// Frequencies as they are.
    case none
    /// Every frequency divided. Source: Chen et al., "Extending context window" (2023), equation 3.
    case linear(factor: Double)
    /// Low frequencies divided, high ones kept. Source: Llama Team, "The Llama 3 herd of models" (2024), and the
    /// reference code that came with Llama 3.1.
    case llama3(Llama3)
    /// Frequencies divided by a ramp over dimensions. Source: Peng et al., "YaRN" (2023), section 3.
    case yarn(Yarn)
    /// Each frequency divided by a factor of its own. Source: Ding et al., "LongRoPE" (2024), section 3.
    case longrope(LongRope)

    /// What a `config.json` calls it.
    public var kind: String {
        switch self {
        case .none: "default"
        case .linear: "linear"
        case .llama3: "llama3"
        case .yarn: "yarn"
        case .longrope: "longrope"
        }
    }

    /// `frequencies` stretched, for a context of `positions`.
    func stretch(_ frequencies: [Double], theta: Double, positions: Int) -> [Double] {
        switch self {
        case .none: frequencies
        case .linear(let factor): frequencies.map { $0 / factor }
        case .llama3(let scaling): frequencies.map(scaling.stretch)
        case .yarn(let scaling): scaling.stretch(frequencies, theta: theta)
        case .longrope(let scaling): scaling.stretch(frequencies, positions: positions)
        }
    }

    /// The factor on cosines and sines.
    var attentionFactor: Double {
        switch self {
        case .none, .linear, .llama3: 1
        case .yarn(let scaling): scaling.attentionFactor
        case .longrope(let scaling): scaling.attentionFactor
        }
    }

    /// Why the numbers make no sense for heads of which `size` elements are turned; nil where they do.
    func defect(size: Int) -> String? {
        switch self {
        case .none: nil
        case .linear(let factor): factor.isFinite && factor > 0 ? nil : "the factor of rotary scaling is \(factor)"
        case .llama3(let scaling): scaling.defect
        case .yarn(let scaling): scaling.defect
        case .longrope(let scaling): scaling.defect(size: size)
        }
    }
}
