public import Foundation

/// Where the batches of a run come from.
///
/// What a step reads must follow from the step's number alone, or from what the source keeps in a checkpoint, so that a
/// resumed run reads what it would have read.
public protocol BatchSource {
    /// What one pass through the model works on.
    associatedtype Batch

    /// The batches of step `step` (from 0), which together make one update.
    func microBatches(ofStep step: Int) throws -> [Batch]

    /// Writes into the folder of a checkpoint what the steps after `step` need beside the weights.
    func save(to folder: URL, afterStep step: Int) throws

    /// Takes it from there.
    func restore(from folder: URL, afterStep step: Int) throws
}

extension BatchSource {
    public func save(to folder: URL, afterStep step: Int) throws {}
    public func restore(from folder: URL, afterStep step: Int) throws {}
}
