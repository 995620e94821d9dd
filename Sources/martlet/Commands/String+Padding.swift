extension String {
    /// The text with spaces before it, so that columns of numbers line up.
    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(width - count, 0)) + self
    }
}
