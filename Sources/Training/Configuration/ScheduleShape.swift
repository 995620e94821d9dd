/// How the learning rate falls after the warm-up.
public enum ScheduleShape: String, ConfigurationChoice, Hashable {
    /// Half a cosine from the peak to the minimum (Loshchilov and Hutter, "SGDR", 2017).
    case cosine
    /// A straight line from the peak to the minimum.
    case linear
    /// The peak, to the end.
    case constant
    /// Warm-up, stable, decay: the peak, then a straight line to the minimum over the last share of the run
    /// (Hu et al., "MiniCPM", 2024).
    case wsd
}
