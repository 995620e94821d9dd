/// What the engine does in one step.
package struct StepPlan: Hashable {
    /// Tokens of a request that are read.
    package struct Work: Hashable {
        package var id: Int
        package var tokens: Int

        package init(id: Int, tokens: Int) {
            self.id = id
            self.tokens = tokens
        }
    }

    /// Requests that give their pages back and wait again, to be computed anew.
    package var preempted: [Int] = []
    /// Requests that begin.
    package var admitted: [Int] = []
    /// One chunk for each request that takes part.
    package var work: [Work] = []
}
