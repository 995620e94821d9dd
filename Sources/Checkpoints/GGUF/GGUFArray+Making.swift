/// Arrays to be written.
extension GGUFArray {
    public init(_ elements: [UInt8]) { self.init(integers: elements, .uint8) }
    public init(_ elements: [Int8]) { self.init(integers: elements, .int8) }
    public init(_ elements: [UInt16]) { self.init(integers: elements, .uint16) }
    public init(_ elements: [Int16]) { self.init(integers: elements, .int16) }
    public init(_ elements: [UInt32]) { self.init(integers: elements, .uint32) }
    public init(_ elements: [Int32]) { self.init(integers: elements, .int32) }
    public init(_ elements: [UInt64]) { self.init(integers: elements, .uint64) }
    public init(_ elements: [Int64]) { self.init(integers: elements, .int64) }
    public init(_ elements: [Float]) { self.init(integers: elements.map(\.bitPattern), .float32) }
    public init(_ elements: [Double]) { self.init(integers: elements.map(\.bitPattern), .float64) }
    public init(_ elements: [Bool]) { self.init(integers: elements.map { $0 ? 1 : 0 as UInt8 }, .bool) }
    public init(_ elements: [String]) { self.init(byteStrings: elements.map { Array($0.utf8) }) }

    /// Strings of any bytes, such as the pieces of a vocabulary.
    public init(byteStrings: [[UInt8]]) {
        var encoder = GGUFEncoder()
        for string in byteStrings { encoder.append(string: string) }
        self.init(encoder.bytes, .string, count: byteStrings.count)
    }

    /// An array of arrays.
    ///
    /// Readers of this package follow them eight deep, those of others not at all.
    public init(_ elements: [GGUFArray]) {
        var encoder = GGUFEncoder()
        for element in elements { encoder.append(array: element) }
        self.init(encoder.bytes, .array, count: elements.count)
    }

    private init<Element: FixedWidthInteger>(integers: [Element], _ type: GGUFValueType) {
        var encoder = GGUFEncoder()
        for integer in integers { encoder.append(integer) }
        self.init(encoder.bytes, type, count: integers.count)
    }

    private init(_ bytes: [UInt8], _ type: GGUFValueType, count: Int) {
        self.init(elementType: type, count: count, range: 0..<bytes.count, storage: .owned(bytes))
    }
}
