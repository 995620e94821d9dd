extension PretokenizerPattern {
    /// This pattern, and then another that cuts its pieces.
    func followed(by next: PretokenizerPattern) -> PretokenizerPattern {
        PretokenizerPattern(known: rules + next.rules, expressions + next.expressions)
    }
}
