import COneDNN
import Glibc
import Synchronization

/// The primitives of oneDNN that were made so far; making one costs more than running it.
final class OneDNN: @unchecked Sendable {
    // Unchecked: the engine is made once and used as oneDNN allows: primitives run on several threads at once, each
    // with scratch memory of the caller's.

    /// What a primitive depends on.
    struct Key: Hashable {
        var rows, columns, depth: Int
        var aTransposed, bTransposed: Bool
        var inputType, outputType: ElementType
        var aStride, bStride, cStride: Int
        var accumulates: Bool
    }

    /// A primitive with the descriptions of its operands.
    struct Primitive: @unchecked Sendable {
        // Unchecked: handles that nobody changes once they are made.
        var primitive: dnnl_primitive_t?
        var a, b, c, scratch: dnnl_memory_desc_t
        var scratchBytes: Int
    }

    private let engine: dnnl_engine_t?
    /// Threads of its own that the library may use for a call.
    let threadCount: Int
    private let primitives = Mutex<[Key: Primitive]>([:])

    /// Whether the library can be used on this machine.
    static let isSupported: Bool = {
        var engine: dnnl_engine_t?
        guard dnnl_engine_create(&engine, dnnl_cpu, 0) == dnnl_success else { return false }
        dnnl_engine_destroy(engine)
        return true
    }()

    init(threadCount: Int) {
        self.threadCount = threadCount
        var engine: dnnl_engine_t?
        OneDNN.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "create an engine")
        self.engine = engine
    }

    deinit {
        primitives.withLock { made in
            for primitive in made.values { dnnl_primitive_destroy(primitive.primitive) }
        }
        dnnl_engine_destroy(engine)
    }

    /// Limits oneDNN's own threads for calls from this thread: with one, the worker pool shares the work instead.
    private func limitThreads() {
        typealias SetThreads = @convention(c) (Int32) -> Void
        guard let symbol = dlsym(nil, "omp_set_num_threads") else { return }
        unsafeBitCast(symbol, to: SetThreads.self)(Int32(threadCount))
    }

    /// The primitive for `key`, made at the first call.
    func primitive(for key: Key) -> Primitive {
        primitives.withLock { made in
            if let known = made[key] { return known }
            let primitive = make(key)
            made[key] = primitive
            return primitive
        }
    }

    private func make(_ key: Key) -> Primitive {
        limitThreads()
        let inputType = key.inputType == .float32 ? dnnl_f32 : dnnl_bf16
        let outputType = key.outputType == .float32 ? dnnl_f32 : dnnl_bf16
        var a = Self.describe(key.rows, key.depth, stride: key.aStride, transposed: key.aTransposed, inputType)
        var b = Self.describe(key.depth, key.columns, stride: key.bStride, transposed: key.bTransposed, inputType)
        var c = Self.describe(key.rows, key.columns, stride: key.cStride, transposed: false, outputType)
        var operation = dnnl_matmul_desc_t()
        Self.check(dnnl_matmul_desc_init(&operation, &a, &b, nil, &c), "describe a product")
        var attributes: dnnl_primitive_attr_t?
        Self.check(dnnl_primitive_attr_create(&attributes), "make attributes")
        Self.check(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "own the scratch")
        if key.accumulates {
            var post: dnnl_post_ops_t?
            Self.check(dnnl_post_ops_create(&post), "make a post operation")
            Self.check(dnnl_post_ops_append_sum(post, 1), "accumulate")
            Self.check(dnnl_primitive_attr_set_post_ops(attributes, post), "accumulate")
            dnnl_post_ops_destroy(post)
        }
        var description: dnnl_primitive_desc_t?
        Self.check(dnnl_primitive_desc_create(&description, &operation, attributes, engine, nil), "choose a product")
        var primitive: dnnl_primitive_t?
        Self.check(dnnl_primitive_create(&primitive, description), "make a product")
        let scratch = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0)!.pointee
        let bytes = withUnsafePointer(to: scratch) { dnnl_memory_desc_get_size($0) }
        dnnl_primitive_desc_destroy(description)
        dnnl_primitive_attr_destroy(attributes)
        return Primitive(primitive: primitive, a: a, b: b, c: c, scratch: scratch, scratchBytes: bytes)
    }

    /// Runs a primitive on the calling thread, and on the library's own if it was given more than one.
    func run(
        _ primitive: Primitive, a: UnsafeMutableRawPointer, b: UnsafeMutableRawPointer, c: UnsafeMutableRawPointer,
        scratch: UnsafeMutableRawPointer
    ) {
        limitThreads()
        var stream: dnnl_stream_t?
        Self.check(dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue)), "make a stream")
        defer { dnnl_stream_destroy(stream) }
        let operands: [(Int32, dnnl_memory_desc_t, UnsafeMutableRawPointer)] = [
            (DNNL_ARG_SRC, primitive.a, a), (DNNL_ARG_WEIGHTS, primitive.b, b), (DNNL_ARG_DST, primitive.c, c),
            (DNNL_ARG_SCRATCHPAD, primitive.scratch, scratch),
        ]
        let arguments = operands.map { number, description, pointer in
            var memory: dnnl_memory_t?
            withUnsafePointer(to: description) {
                Self.check(dnnl_memory_create(&memory, $0, engine, pointer), "describe memory")
            }
            return dnnl_exec_arg_t(arg: number, memory: memory)
        }
        defer { for argument in arguments { dnnl_memory_destroy(argument.memory) } }
        Self.check(
            dnnl_primitive_execute(primitive.primitive, stream, Int32(arguments.count), arguments), "run a product")
        Self.check(dnnl_stream_wait(stream), "finish a product")
    }

    private static func describe(
        _ rows: Int, _ columns: Int, stride: Int, transposed: Bool, _ type: dnnl_data_type_t
    ) -> dnnl_memory_desc_t {
        var description = dnnl_memory_desc_t()
        let sizes = [Int64(rows), Int64(columns)]
        let strides = transposed ? [1, Int64(stride)] : [Int64(stride), 1]
        check(dnnl_memory_desc_init_by_strides(&description, 2, sizes, type, strides), "describe a matrix")
        return description
    }

    private static func check(_ status: dnnl_status_t, _ action: String) {
        // Shapes come from operations that checked them; a refusal here is a fault of this package.
        precondition(status == dnnl_success, "oneDNN could not \(action) (status \(status.rawValue))")
    }

    /// The version of the library in use, such as "2.6.3".
    static var version: String {
        let version = dnnl_version()!.pointee
        return "\(version.major).\(version.minor).\(version.patch)"
    }
}
