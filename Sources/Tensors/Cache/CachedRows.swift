import CKernels

/// A new row of each of several sequences, one key-value head of one row at a time: its heads are turned, its key and value stored, and
/// all that the row sees is attended to, without a thread waiting for another.
///
/// It holds pointers alone. What they point to must outlive it.
struct CachedRows {
    /// The sequence of a row.
    struct Sequence {
        /// Where it lies, seen from its first head.
        let shape: martlet_cached_attention
        /// The position that attention begins at.
        let first: Int
    }

    /// A rotation of some heads of every row by its position.
    struct Turn {
        let heads: Range<Int>
        let turned: Int
        let cosine: UnsafePointer<Float>?
        let sine: UnsafePointer<Float>?
        let weight: UnsafePointer<Float>?
        let epsilon: Float

        init(_ rotation: HeadRotation) {
            heads = rotation.firstHead..<rotation.firstHead + rotation.heads
            turned = rotation.turned
            cosine = rotation.table.map { UnsafePointer($0.cosine.float) }
            sine = rotation.table.map { UnsafePointer($0.sine.float) }
            weight = rotation.factors.map { UnsafePointer($0.float) }
            epsilon = rotation.epsilon
        }
    }

    /// Key-value heads of a row.
    let heads: Int
    /// One for each row.
    let sequences: UnsafeBufferPointer<Sequence>
    let turns: UnsafeBufferPointer<Turn>
    /// Rows [queries | keys | values].
    let rows: UnsafeMutablePointer<Float>
    let output: UnsafeMutablePointer<Float>

    /// Turns the heads of `task`, a row and a key-value head of it, and stores the key and the value.
    func place(_ task: Int, _ kernels: UnsafePointer<martlet_kernels>) {
        let (row, head) = task.quotientAndRemainder(dividingBy: heads)
        let sequence = sequence(of: task), size = sequence.layout.head_size, group = sequence.query_heads
        let x = rows + row * sequence.query_stride, keyHead = heads * group + head
        var position = Int32(sequence.position)
        func turn(_ heads: Range<Int>, _ turn: Turn) {
            let turned = heads.clamped(to: turn.heads), place = x + turned.lowerBound * size
            if turned.isEmpty { return }
            kernels.pointee.rotate_f32(
                place, place, sequence.query_stride, 1, turned.count, size, turn.turned, &position, turn.cosine,
                turn.sine, turn.weight, turn.epsilon, nil)
        }
        for each in turns {
            turn(head * group..<(head + 1) * group, each)
            turn(keyHead..<keyHead + 1, each)
        }
        var layout = sequence.layout
        let page = Int(sequence.pages[sequence.position / Int(MARTLET_PAGE)])
        let key = x + keyHead * size
        kernels.pointee.store_cache(
            &layout, key, key + heads * size, sequence.query_stride, sequence.position % Int(MARTLET_PAGE), 1,
            UnsafeMutableRawPointer(mutating: sequence.base + page * sequence.page_stride))
    }

    /// The output of the row's queries that share the key-value head.
    func attend(
        _ task: Int, state: UnsafeMutablePointer<Float>, scratch: UnsafeMutableRawPointer,
        _ kernels: UnsafePointer<martlet_kernels>
    ) {
        let (row, head) = task.quotientAndRemainder(dividingBy: heads)
        var shape = sequence(of: task)
        let place = head * shape.query_heads * shape.layout.head_size
        kernels.pointee.attend(
            &shape, rows + row * shape.query_stride + place, sequences[row].first, shape.position + 1, state, scratch)
        let width = heads * shape.query_heads * shape.layout.head_size
        kernels.pointee.attended_output(&shape, state, 1, 0, output + row * width + place, width)
    }

    /// The sequence of a task, seen from its head.
    private func sequence(of task: Int) -> martlet_cached_attention {
        let (row, head) = task.quotientAndRemainder(dividingBy: heads)
        var shape = sequences[row].shape
        shape.base += head * shape.layout.head_bytes
        return shape
    }
}
