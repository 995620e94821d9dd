import Generation
import LanguageModels
import Testing
import Tokenization

@Suite("Requests to a model")
struct ModelRequestTests {
    @Test("A request is greedy unless something else is said")
    func greedy() {
        #expect(ModelRequest(Chat([.user("hello")])).sampling.isGreedy)
    }
}
