import CKernels

/// The rows of one product in the forms that the parts of a weight ask for, each made when first asked for.
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
    private var widened: Tensor?
    private var tiles: [UInt32: Tiles] = [:]

    init(_ rows: Tensor) { self.rows = rows }

    /// The rows as float32.
    mutating func floats(on device: CPUDevice) -> Tensor {
        if rows.elementType == .float32 { return rows }
        if let widened { return widened }
        let made = device.makeTensor(rows.shape, .float32)
        device.convert(rows, into: made)
        widened = made
        return made
    }

    /// The rows quantized for panels of `format`.
    mutating func quantized(for format: martlet_panel_format, on device: CPUDevice) -> Tiles {
        if let known = tiles[format.rawValue] { return known }
        let floats = floats(on: device), kernels = device.quantizedKernels
        let count = floats.rows, depth = floats.columns, tile = kernels.tile_for(count)
        let tileBytes = kernels.tile_bytes(tile, depth), tileCount = (count + tile - 1) / tile
        let storage = device.buffers.lend(tileCount * tileBytes)
        device.workers.run(tileCount) { index in
            let first = index * tile
            kernels.quantize_rows(
                format, floats.float + first * depth, depth, min(tile, count - first), depth, tile,
                storage.bytes + index * tileBytes)
        }
        let made = Tiles(storage: storage, count: count, tile: tile, tileBytes: tileBytes)
        tiles[format.rawValue] = made
        return made
    }
}
