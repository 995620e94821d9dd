import CKernels

/// A part of a weight against few rows: panels in tasks of neighbours, which read memory straight on.
///
/// It holds pointers alone. What they point to must outlive it.
struct StreamedPart {
    /// The numbers of its tasks among those of the product.
    let tasks: Range<Int>
    let panels: UnsafeMutablePointer<UInt8>
    private let format: martlet_panel_format
    private let operand: martlet_activations
    private let target: martlet_product_target
    private let panelBytes: Int
    private let panelsPerTask: Int

    /// - Parameters:
    ///   - firstColumn: Where the columns of the part stand in the product.
    ///   - firstTask: The number of its first task.
    init(
        _ part: FrozenPart, _ format: martlet_panel_format, _ bytes: Storage, rows: QuantizedRows.Tiles,
        residual: Tensor?, into c: Tensor, firstColumn: Int, firstTask: Int
    ) {
        self.format = format
        panels = bytes.bytes
        panelBytes = martlet_panel_bytes(format, part.depth)
        panelsPerTask = max(1, Self.taskBytes / panelBytes)
        let panelCount = (part.columns + Self.width - 1) / Self.width
        tasks = firstTask..<firstTask + (panelCount + panelsPerTask - 1) / panelsPerTask
        operand = martlet_activations(
            tiles: rows.storage.bytes, rows: rows.count, depth: part.depth, tile: rows.tile)
        target = martlet_product_target(
            c: c.float + firstColumn, residual: residual.map { UnsafePointer($0.float + firstColumn) },
            stride: c.columns, columns: part.columns)
    }

    var taskCount: Int { tasks.count }

    /// Where a task begins to read.
    func start(of task: Int) -> UnsafeMutablePointer<UInt8> {
        panels + (task - tasks.lowerBound) * panelsPerTask * panelBytes
    }

    /// Computes the columns of a task.
    func run(_ task: Int, _ product: MultiplyPanels) {
        let column = (task - tasks.lowerBound) * panelsPerTask * Self.width
        var operand = operand, target = target
        target.c += column
        if let residual = target.residual { target.residual = residual + column }
        target.columns = min(target.columns - column, panelsPerTask * Self.width)
        product(format, &operand, start(of: task), &target, nil)
    }

    /// The kernel of one instruction set.
    typealias MultiplyPanels =
        @convention(c) (
            martlet_panel_format, UnsafePointer<martlet_activations>?, UnsafePointer<UInt8>?,
            UnsafePointer<martlet_product_target>?, UnsafeMutablePointer<UInt8>?
        ) -> Void

    private static let width = Int(MARTLET_PANEL_COLUMNS)
    /// Enough to outweigh handing it out, few enough that nobody waits long for the last.
    private static let taskBytes = 64 << 10
}
