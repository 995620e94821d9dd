import CKernels

/// How attention over a cache is divided into tasks: by tiles of rows, and where those are few, by ranges of positions.
///
/// What a row computes is the same however it is divided.
struct CachedAttentionPlan {
    /// Some neighbouring rows of a span.
    struct Tile: Equatable {
        var span: Int
        /// The first row, counted over the whole batch.
        var firstRow: Int
        /// The position of the first row.
        var position: Int
        var rows: Int
        /// The ranges of positions that the rows see.
        var ranges: Range<Int>
    }

    /// The ranges of a tile that are summed in one go.
    struct Unit: Equatable {
        var tile: Int
        var ranges: Range<Int>
    }

    let tiles: [Tile]
    /// In the order of tiles, and of ranges within each.
    let units: [Unit]

    /// Queries of a tile at most, unless a single row has more: enough that what is made of a page serves many.
    private static let queriesPerTile = 96
    /// Tasks that share out evenly among any number of threads.
    private static let enoughTasks = 16

    init(_ spans: [Range<Int>], _ shape: CachedAttentionShape, heads: Int) {
        let most = max(1, Self.queriesPerTile / (shape.queryHeads / heads)), range = Int(MARTLET_CACHE_RANGE)
        var tiles: [Tile] = [], row = 0
        for (span, positions) in spans.enumerated() {
            for first in stride(from: positions.lowerBound, to: positions.upperBound, by: most) {
                let rows = min(most, positions.upperBound - first)
                let ranges = shape.firstVisible(from: first) / range..<(first + rows + range - 1) / range
                tiles.append(Tile(span: span, firstRow: row, position: first, rows: rows, ranges: ranges))
                row += rows
            }
        }
        let splits = tiles.count * heads < Self.enoughTasks
        units = tiles.indices.flatMap { index in
            let ranges = tiles[index].ranges
            return splits
                ? ranges.map { Unit(tile: index, ranges: $0..<$0 + 1) } : [Unit(tile: index, ranges: ranges)]
        }
        self.tiles = tiles
    }

    /// Whether each tile is one unit.
    var isWhole: Bool { units.count == tiles.count }
}
