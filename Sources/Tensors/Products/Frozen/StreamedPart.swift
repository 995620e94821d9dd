import CKernels

/// A part of a weight against few rows: panels in tasks of neighbours, which read memory straight on.
///
/// It holds pointers alone. What they point to must outlive it.
struct StreamedPart {
    /// The numbers of its tasks among those of the product.
    let tasks: Range<Int>
    /// Columns of a task, unless it is the last.
    let columnsPerTask: Int
    let panels: UnsafeMutablePointer<UInt8>
    private let bytesPerTask: Int
    private let columns: Int
    private let work: Work

    /// Who computes a task.
    private enum Work {
        case blocks(StreamedBlocks)
        case floats(StreamedFloats)
    }

    /// Panels of blocks.
    init(_ part: FrozenPart, _ blocks: StreamedBlocks, _ bytes: Storage, firstTask: Int) {
        self.init(
            bytes.bytes, panelBytes: martlet_panel_bytes(blocks.format, part.depth),
            width: Int(MARTLET_PANEL_COLUMNS), columns: part.columns, firstTask: firstTask, .blocks(blocks))
    }

    /// Panels of floats.
    init(_ matrix: PackedMatrix, _ floats: StreamedFloats, firstTask: Int) {
        self.init(
            matrix.storage.bytes, panelBytes: matrix.panelStride * matrix.element.byteCount, width: matrix.width,
            columns: matrix.columns, firstTask: firstTask, .floats(floats))
    }

    private init(
        _ panels: UnsafeMutablePointer<UInt8>, panelBytes: Int, width: Int, columns: Int, firstTask: Int, _ work: Work
    ) {
        let panelCount = (columns + width - 1) / width, panelsPerTask = max(1, Self.taskBytes / panelBytes)
        self.panels = panels
        self.columns = columns
        self.work = work
        bytesPerTask = panelsPerTask * panelBytes
        columnsPerTask = panelsPerTask * width
        tasks = firstTask..<firstTask + (panelCount + panelsPerTask - 1) / panelsPerTask
    }

    /// Where a task begins to read.
    func start(of task: Int) -> UnsafeMutablePointer<UInt8> { panels + (task - tasks.lowerBound) * bytesPerTask }

    /// The columns of the part that belong to some neighbouring tasks.
    func columns(of tasks: Range<Int>) -> Range<Int> {
        let first = (tasks.lowerBound - self.tasks.lowerBound) * columnsPerTask
        return first..<min(columns, first + tasks.count * columnsPerTask)
    }

    /// Computes the columns of neighbouring tasks at once, which are written from `place` on; by default where they belong.
    ///
    /// One call for all: between two of them a thread would wait for what it has to know of the next, behind all that was
    /// asked for ahead.
    func run(_ tasks: Range<Int>, at place: Int? = nil) {
        let columns = columns(of: tasks), panels = start(of: tasks.lowerBound), place = place ?? columns.lowerBound
        switch work {
        case .blocks(let blocks): blocks.multiply(panels, columns: columns.count, at: place)
        case .floats(let floats): floats.multiply(panels, columns: columns.count, at: place)
        }
    }

    /// Enough to outweigh handing it out, few enough that nobody waits long for the last.
    private static let taskBytes = 64 << 10
}
