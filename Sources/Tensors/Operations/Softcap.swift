extension Tape {
    /// `logits` (float32) bent towards a bound in place: softcap * tanh(logit / softcap).
    ///
    /// For tapes that generate; the loss has its own (``linearCrossEntropy(_:weight:targets:scale:softcap:)``).
    public func softcap(_ logits: Variable, _ softcap: Float) {
        precondition(!records, "a softcap in place has no gradient")
        device.softcap(logits.value, softcap)
    }
}
