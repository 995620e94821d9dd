/// Where the batches of a run come from.
///
/// What a step reads must follow from the step's number alone, so that a resumed run reads what it would have read.
public protocol BatchSource {
    /// What one pass through the model works on.
    associatedtype Batch

    /// The batches of step `step` (from 0), which together make one update.
    func microBatches(ofStep step: Int) throws -> [Batch]
}
