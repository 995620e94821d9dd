import Tensors
import Testing

@Suite("Buffer pool")
struct BufferPoolTests {
    private let device = CPUDevice(threadCount: 1)

    @Test("Memory that has come back is lent again, the latest first")
    func reuse() {
        var first: Tensor? = device.makeTensor([1000], .float32)
        var second: Tensor? = device.makeTensor([1000], .float32)
        let places = [first, second].map { $0?.rawBytes.baseAddress }
        #expect(places[0] != places[1])
        #expect(device.buffers.allocationCount == 2)
        first = nil
        second = nil
        let third = device.makeTensor([1000], .float32), fourth = device.makeTensor([1000], .float32)
        #expect([fourth, third].map(\.rawBytes.baseAddress) == places)
        #expect(device.buffers.allocationCount == 2)
        withExtendedLifetime((third, fourth)) {}
    }

    @Test("Memory is kept as long as any view of it is")
    func views() {
        var whole: Tensor? = device.makeTensor([10, 100], .float32)
        let place = whole?.rawBytes.baseAddress
        var view = whole?.rows(3..<5).reshaped([200])
        whole = nil
        let other = device.makeTensor([10, 100], .float32)
        #expect(other.rawBytes.baseAddress != place)
        #expect(view?.count == 200)
        view = nil
        #expect(device.makeTensor([10, 100], .float32).rawBytes.baseAddress == place)
    }

    @Test("A request gets at most a quarter more than it asks for, and sizes near each other share memory")
    func sizes() {
        for count in [64, 65, 100, 1000, 4097, 65_537, 1_000_001] {
            let before = device.buffers.byteCount
            let tensor = device.makeTensor([count], .float32)
            let taken = device.buffers.byteCount - before
            #expect(taken >= 4 * count && Double(taken) <= 5 * Double(count) + 64, "\(count) elements took \(taken)")
            withExtendedLifetime(tensor) {}
        }
        var large: Tensor? = device.makeTensor([40_960], .bfloat16)
        let place = large?.rawBytes.baseAddress
        large = nil
        #expect(device.makeTensor([40_950], .bfloat16).rawBytes.baseAddress == place)
    }

    @Test("Tensors that live at once never share memory")
    func disjoint() {
        let tensors = (0..<200).map { device.makeTensor([1 + $0 * 37 % 300], $0 % 2 == 0 ? .float32 : .bfloat16) }
        let ranges = tensors.map { tensor in
            let start = UInt(bitPattern: tensor.rawBytes.baseAddress!)
            return start..<start + UInt(tensor.rawBytes.count)
        }.sorted { $0.lowerBound < $1.lowerBound }
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        #expect(ranges.allSatisfy { $0.lowerBound % 64 == 0 })
        withExtendedLifetime(tensors) {}
    }

    @Test("A tensor may outlive its device")
    func outlivingTheDevice() {
        var device: CPUDevice? = CPUDevice(threadCount: 2)
        let tensor = device?.makeTensor([3], .float32)
        device = nil
        tensor?.fill([1, 2, 3])
        #expect(tensor?.values == [1, 2, 3])
    }
}
