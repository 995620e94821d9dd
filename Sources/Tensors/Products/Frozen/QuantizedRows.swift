import CKernels

/// The rows of one product in the forms that the parts of a weight ask for, each made when first asked for and held as long
/// as the value lives.
struct QuantizedRows {
    /// Rows quantized in tiles.
    struct Tiles {
        let storage: Storage
        let count: Int
        /// Rows of a tile.
        let tile: Int
        let tileBytes: Int
    }

    private let rows: Tensor
    /// What the rows go through first.
    private let norm: RowNorm?
    private var widened: Tensor?
    private var tiles: [(format: martlet_panel_format, tiles: Tiles)] = []
    private var held: [Tensor] = []

    init(_ rows: Tensor, norm: RowNorm? = nil) {
        self.rows = rows
        self.norm = norm
    }

    /// The rows in the type that a matrix is multiplied with.
    mutating func rows(for matrix: PackedMatrix, on device: CPUDevice) -> Tensor {
        norm == nil && matrix.element.rows == rows.elementType ? rows : floats(on: device)
    }

    /// The same as kernels take them.
    mutating func checkedRows(for matrix: PackedMatrix, on device: CPUDevice) -> Tensor {
        let checked = device.checkedRows(rows(for: matrix, on: device), for: matrix)
        held.append(checked)
        return checked
    }

    /// The rows as float32, normalized.
    private mutating func floats(on device: CPUDevice) -> Tensor {
        if norm == nil, rows.elementType == .float32 { return rows }
        if let widened { return widened }
        let made = device.makeTensor(rows.shape, .float32)
        if let norm {
            device.rmsNorm(
                rows, weight: norm.factors, epsilon: norm.epsilon, into: made,
                reciprocal: device.makeTensor([rows.rows], .float32))
        } else {
            device.convert(rows, into: made)
        }
        widened = made
        return made
    }

    /// The rows quantized for panels of `format`.
    mutating func quantized(for format: martlet_panel_format, on device: CPUDevice) -> Tiles {
        if let known = tiles.first(where: { $0.format == format }) { return known.tiles }
        // A norm is computed on the way, unless the rows have been through it already.
        let normed = widened == nil ? norm : nil, floats = normed == nil ? floats(on: device) : rows
        let weight = normed?.factors.float, epsilon = normed?.epsilon ?? 0
        let count = floats.rows, depth = floats.columns
        let quantize = device.quantizedKernels.quantize_rows!, reciprocals = device.kernels.rms_reciprocals!
        let tile = device.quantizedKernels.tile_for(count)
        let tileBytes = device.quantizedKernels.tile_bytes(tile, depth), tileCount = (count + tile - 1) / tile
        let storage = device.buffers.lend(tileCount * tileBytes)
        device.workers.run(tileCount) { index in
            let first = index * tile, held = min(tile, count - first)
            let x = UnsafePointer(floats.float + first * depth)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: tile) { factors in
                if weight != nil { reciprocals(x, factors.baseAddress, held, depth, epsilon) }
                var source = martlet_float_rows(
                    x: x, stride: depth, rows: held, depth: depth, factors: factors.baseAddress, weight: weight)
                quantize(format, &source, tile, storage.bytes + index * tileBytes)
            }
        }
        let made = Tiles(storage: storage, count: count, tile: tile, tileBytes: tileBytes)
        tiles.append((format, made))
        return made
    }
}
