import Agents
import Testing

@Suite("Observations")
struct ObservationTests {
    @Test("An observation is no failure unless it says so")
    func plain() {
        #expect(!Observation("7").isError)
    }
}
