import Foundations
import Tensors
import Testing
import Transformer

@Suite("Pooling in pieces")
struct PoolingSumTests {
    @Test("States that come in pieces of any size give the bits of all at once", arguments: PoolingMode.allCases)
    func pieces(mode: PoolingMode) {
        var random = SplitMix64(seed: 3)
        for count in [1, 2, 7, 40] {
            let states = Tensor((0..<count * 5).map { _ in Float(random.normal()) }, shape: [count, 5])
            let pooling = Pooling([mode, .lastToken])
            let expected = pooling.vector(of: states)
            for _ in 0..<5 {
                var sum = PoolingSum(pooling), first = 0
                while first < count {
                    let end = first + 1 + random.next(below: count - first)
                    sum.add(states.rows(first..<end))
                    first = end
                }
                #expect(sum.vector == expected && sum.count == count)
            }
            #expect(expected.suffix(5).elementsEqual(states.rows(count - 1..<count).values))
        }
    }
}
