extension [UInt8] {
    /// These bytes with every `pattern`, from left to right, replaced by `replacement`.
    func replacing(_ pattern: [UInt8], with replacement: [UInt8]) -> [UInt8] {
        guard let lead = pattern.first, count >= pattern.count, contains(lead) else { return self }
        var result: [UInt8] = []
        var position = 0
        while position < count {
            if self[position] == lead, self[position...].starts(with: pattern) {
                result.append(contentsOf: replacement)
                position += pattern.count
            } else {
                result.append(self[position])
                position += 1
            }
        }
        return result
    }
}
