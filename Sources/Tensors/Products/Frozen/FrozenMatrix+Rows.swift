import CKernels

extension FrozenMatrix {
    /// Writes row `index`, a column of the product, as floats.
    func copyRow(_ index: Int, into target: UnsafeMutablePointer<Float>) {
        var place = index
        for part in parts {
            if place < part.columns { return part.copyRow(place, into: target) }
            place -= part.columns
        }
        preconditionFailure("row \(index) of \(columns)")
    }
}

extension FrozenPart {
    fileprivate func copyRow(_ index: Int, into target: UnsafeMutablePointer<Float>) {
        switch layout {
        case .panels(let matrix): matrix.copyColumn(index, into: target)
        case .blocks(let format, let bytes):
            let width = Int(MARTLET_PANEL_COLUMNS)
            let panel = bytes.bytes + index / width * martlet_panel_bytes(format, depth)
            martlet_panel_row(format, panel, depth, index % width, target)
        }
    }
}

extension PackedMatrix {
    /// Writes a column as floats.
    fileprivate func copyColumn(_ index: Int, into target: UnsafeMutablePointer<Float>) {
        let panel = UnsafeRawPointer(panel(index / width)), column = index % width
        for step in 0..<depth {
            switch element {
            case .float32:
                target[step] = panel.loadUnaligned(fromByteOffset: 4 * (step * width + column), as: Float.self)
            case .bfloat16Pairs:
                let place = 4 * (step / 2 * width + column) + step % 2 * 2
                target[step] = Float(
                    bitPattern: UInt32(panel.loadUnaligned(fromByteOffset: place, as: UInt16.self)) << 16)
            case .bfloat16:
                let bits = panel.loadUnaligned(fromByteOffset: 2 * (step * width + column), as: UInt16.self)
                target[step] = Float(bitPattern: UInt32(bits) << 16)
            case .float16:
                let bits = panel.loadUnaligned(fromByteOffset: 2 * (step * width + column), as: UInt16.self)
                target[step] = Float(Float16(bitPattern: bits))
            }
        }
    }
}
