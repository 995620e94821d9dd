extension PretrainConfiguration {
    /// Refuses to resume with a setting that would have given other weights or other records.
    func checkResumable(from recorded: Self) throws(ConfigurationError) {
        for key in Self.keys where !key.mayChangeOnResume {
            let (old, new) = (key.value(in: recorded), key.value(in: self))
            if old != new {
                throw .changedOnResume(key: key.name, recorded: old ?? "nothing", given: new ?? "nothing")
            }
        }
    }
}
