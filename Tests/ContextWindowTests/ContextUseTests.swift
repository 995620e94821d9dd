import ContextWindow
import Testing

@Suite("The use of a context window")
struct ContextUseTests {
    @Test("What is left is never negative")
    func left() {
        #expect(ContextUse(used: 10, capacity: 30).left == 20)
        #expect(ContextUse(used: 40, capacity: 30).left == 0)
    }
}
