import CKernels

extension CPUDevice {
    public func product(_ form: ProductForm, _ a: Tensor, _ b: Tensor, residual: Tensor?, into c: Tensor) {
        precondition(form != .transposedBy || residual == nil, "the gradient of a weight is its own residual")
        switch productEngine {
        case .oneDNN, .oneDNNThreads: oneDNNProduct(form, a, b, residual: residual, into: c)
        case .packed: packedProduct(form, a, b, residual: residual, into: c)
        }
    }

    public func product(_ a: Tensor, _ b: PackedMatrix, residual: Tensor?, into c: Tensor, firstColumn: Int) {
        precondition(firstColumn + b.columns <= c.columns, "\(a.shape) times [\(b.depth), \(b.columns)]")
        multiply(a, b, residual: residual, into: c, firstColumn: firstColumn)
    }

    /// The product, written into the columns of `c` from `firstColumn` on.
    func multiply(_ a: Tensor, _ b: PackedMatrix, residual: Tensor?, into c: Tensor, firstColumn: Int) {
        let a = checkedRows(a, for: b)
        let perUnit = a.elementType == .float32 ? 1 : 2
        let unitStride = a.columns / perUnit
        forBlocks(rows: c.rows, panels: b.panelCount) { rows, panels in
            multiply(
                b.element, a: a.units + rows.lowerBound * unitStride, aRow: unitStride, aUnit: 1,
                b: b.panel(panels.lowerBound), panelStride: b.panelStride, width: b.width,
                units: b.unitCount, residual: residual, c: c, rows: rows,
                columns: firstColumn + panels.lowerBound * b.width..<firstColumn
                    + min(b.columns, panels.upperBound * b.width))
        }
    }

    /// The rows as kernels take them, of a type and a length that fit the matrix.
    func checkedRows(_ a: Tensor, for b: PackedMatrix) -> Tensor {
        precondition(a.elementType == b.element.rows, "rows of \(a.elementType) against a matrix of \(b.element)")
        precondition(a.columns == b.depth, "\(a.shape) times [\(b.depth), \(b.columns)]")
        precondition(
            b.width % kernels.vector_width == 0 && b.width <= kernels.panel_width,
            "a matrix packed for another instruction set")
        return evenRows(a)
    }

    public func pack(_ weight: Tensor, for elementType: ElementType) -> PackedMatrix {
        packColumns(weight, for: elementType, from: nil)
    }

    private func packedProduct(_ form: ProductForm, _ a: Tensor, _ b: Tensor, residual: Tensor?, into c: Tensor) {
        switch form {
        case .byTransposed:
            product(a, packColumns(b, for: a.elementType, from: buffers), residual: residual, into: c)
        case .plain:
            product(a, packRows(b, for: a.elementType), residual: residual, into: c)
        case .transposedBy:
            transposedProduct(a, b, into: c)
        }
    }

    /// c += aᵀ b, with the summed dimension in blocks that stay in the cache, taken in order.
    private func transposedProduct(_ a: Tensor, _ b: Tensor, into c: Tensor) {
        precondition(a.rows == b.rows && a.elementType == b.elementType, "\(a.shape)ᵀ times \(b.shape)")
        let right = packRows(b, for: b.elementType)
        let width = a.columns, perUnit = a.elementType == .float32 ? 1 : 2
        // Few rows a task where there are few: each task packs its own part of `a`, and no two pack the same.
        let rowBlock = min(96, max(12, (c.rows / 4 + 11) / 12 * 12))
        workers.run((c.rows + rowBlock - 1) / rowBlock) { task in
            let rows = task * rowBlock..<min(c.rows, (task + 1) * rowBlock)
            let scratch = buffers.lend(Self.unitsInCache * rows.count * 4)
            let pairs = scratch.pointer.assumingMemoryBound(to: UInt32.self)
            for first in stride(from: 0, to: right.unitCount, by: Self.unitsInCache) {
                let count = min(Self.unitsInCache, right.unitCount - first)
                var left = UnsafePointer(a.units + first * width + rows.lowerBound), leftStride = width
                if a.elementType == .bfloat16 {
                    // Neighbouring rows side by side, for this block alone: it stays in the cache.
                    kernels.pack_rows_bf16(
                        a.half + first * perUnit * width + rows.lowerBound, width,
                        min(count * perUnit, a.rows - first * perUnit), rows.count, pairs, rows.count)
                    left = UnsafePointer(pairs)
                    leftStride = rows.count
                }
                multiply(
                    right.element, a: left, aRow: 1, aUnit: leftStride,
                    b: UnsafeRawPointer(right.units + first * right.width), panelStride: right.panelStride,
                    width: right.width,
                    units: count, residual: c, c: c, rows: rows, columns: 0..<right.columns)
            }
        }
    }

    /// Units of the summed dimension of a weight's gradient that are taken at a time.
    private static let unitsInCache = 256

    private func multiply(
        _ element: PackedMatrix.Element, a: UnsafePointer<UInt32>, aRow: Int, aUnit: Int, b: UnsafeRawPointer,
        panelStride: Int, width: Int, units: Int, residual: Tensor?, c: Tensor, rows: Range<Int>, columns: Range<Int>
    ) {
        let stride = c.columns, first = rows.lowerBound * stride + columns.lowerBound
        kernel(for: element)(
            a, aRow, aUnit, b, panelStride, width, units, residual.map { $0.float + first }, stride,
            c.pointer + first * c.elementType.byteCount, stride, c.elementType == .bfloat16, rows.count,
            columns.count)
    }

    /// Who multiplies with panels of such elements.
    func kernel(for element: PackedMatrix.Element) -> PackedMatrix.Product {
        switch element {
        case .float32: kernels.product_f32!
        case .bfloat16Pairs: kernels.product_bf16!
        case .float16: kernels.product_f32_f16!
        case .bfloat16: kernels.product_f32_bf16!
        }
    }

    /// Tasks of some rows by some panels, enough for many threads to share.
    private func forBlocks(rows: Int, panels: Int, _ body: (Range<Int>, Range<Int>) -> Void) {
        let rowBlock = 96
        let rowBlocks = (rows + rowBlock - 1) / rowBlock
        let panelBlock = rowBlocks >= 16 ? panels : max(1, (panels * rowBlocks + 15) / 16)
        let panelBlocks = (panels + panelBlock - 1) / panelBlock
        workers.run(rowBlocks * panelBlocks) { task in
            let row = task / panelBlocks * rowBlock, panel = task % panelBlocks * panelBlock
            body(row..<min(rows, row + rowBlock), panel..<min(panels, panel + panelBlock))
        }
    }

    /// Columns of a panel for a product of so many.
    func panelWidth(for columns: Int) -> Int {
        let vectors = (columns + kernels.vector_width - 1) / kernels.vector_width
        return min(kernels.panel_width, vectors * kernels.vector_width)
    }

    func makePacked(
        depth: Int, columns: Int, elementType: ElementType, storage: (_ byteCount: Int) -> Storage
    ) -> PackedMatrix {
        let width = panelWidth(for: columns)
        let units = elementType == .float32 ? depth : (depth + 1) / 2
        return PackedMatrix(
            depth: depth, columns: columns, width: width, unitCount: units,
            element: elementType == .float32 ? .float32 : .bfloat16Pairs,
            storage: storage((columns + width - 1) / width * units * width * 4))
    }

    private func makePacked(
        depth: Int, columns: Int, elementType: ElementType, from pool: BufferPool?
    ) -> PackedMatrix {
        makePacked(depth: depth, columns: columns, elementType: elementType) { bytes in
            pool.map { $0.lend(bytes) } ?? Storage(zeros: bytes)
        }
    }

    /// The rows of `weight` as columns of the product.
    private func packColumns(_ weight: Tensor, for elementType: ElementType, from pool: BufferPool?) -> PackedMatrix {
        let packed = makePacked(
            depth: weight.columns, columns: weight.rows, elementType: elementType, from: pool)
        workers.run(packed.panelCount) { panel in
            let first = panel * packed.width, columns = min(packed.width, packed.columns - first)
            let target = packed.units + panel * packed.panelStride
            switch (weight.elementType, elementType) {
            case (.float32, .float32):
                kernels.pack_transposed_f32(
                    weight.float + first * packed.depth, packed.depth, packed.depth, columns, target, packed.width)
            case (.float32, .bfloat16):
                kernels.pack_transposed_f32_bf16(
                    weight.float + first * packed.depth, packed.depth, packed.depth, columns, target, packed.width)
            case (.bfloat16, .bfloat16):
                kernels.pack_transposed_bf16(
                    weight.half + first * packed.depth, packed.depth, packed.depth, columns, target, packed.width)
            case (.bfloat16, .float32):
                preconditionFailure("a bfloat16 weight cannot meet float32 rows")
            }
        }
        return packed
    }

    /// The rows of `matrix` as the summed dimension.
    private func packRows(_ matrix: Tensor, for elementType: ElementType) -> PackedMatrix {
        let packed = makePacked(
            depth: matrix.rows, columns: matrix.columns, elementType: elementType, from: buffers)
        let perUnit = elementType == .float32 ? 1 : 2, block = 256
        let blocks = (matrix.rows + block - 1) / block
        workers.run(packed.panelCount * blocks) { task in
            let panel = task % packed.panelCount, row = task / packed.panelCount * block
            let first = panel * packed.width, columns = min(packed.width, packed.columns - first)
            let target = packed.units + panel * packed.panelStride + row / perUnit * packed.width
            let offset = row * packed.columns + first, depth = min(block, matrix.rows - row)
            switch (matrix.elementType, elementType) {
            case (.float32, .float32):
                kernels.pack_rows_f32(matrix.float + offset, packed.columns, depth, columns, target, packed.width)
            case (.float32, .bfloat16):
                kernels.pack_rows_f32_bf16(matrix.float + offset, packed.columns, depth, columns, target, packed.width)
            case (.bfloat16, .bfloat16):
                kernels.pack_rows_bf16(matrix.half + offset, packed.columns, depth, columns, target, packed.width)
            case (.bfloat16, .float32):
                preconditionFailure("a bfloat16 matrix cannot meet float32 rows")
            }
        }
        return packed
    }

    /// The matrix itself, or a copy with one more column of zeros where a bfloat16 row would end in half a unit.
    private func evenRows(_ matrix: Tensor) -> Tensor {
        let width = matrix.columns
        guard matrix.elementType == .bfloat16, width % 2 == 1 else { return matrix }
        let even = makeTensor([matrix.rows, width + 1], .bfloat16)
        for row in 0..<matrix.rows {
            (even.half + row * (width + 1)).update(from: matrix.half + row * width, count: width)
            even.half[row * (width + 1) + width] = 0
        }
        return even
    }
}
