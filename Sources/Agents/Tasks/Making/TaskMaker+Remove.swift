import Foundations
import Tokenization

extension TaskMaker {
    /// Asks for a file to be deleted; where it is confirmed, the goal says that nothing need be asked.
    mutating func remove(isConfirmed: Bool) -> AgentTask? {
        let target =
            vocabulary.chance(1, in: 2)
            ? noteFile() : configurationFile(path: configurationPath(), keys: [vocabulary.name()])
        let phrasing = phrasing(.remove)
        var places = [("path", target.path)]
        if isConfirmed { places.append(("confirmation", vocabulary.pick(Confirmations.of(phrasing.set)))) }
        let look = ExpertCall.read(target.path)
        return AgentTask(
            kind: isConfirmed ? .removeConfirmed : .removeFile, goal: goal(phrasing, places),
            phrasing: phrasing.id, files: otherFiles(1...3) + [target],
            outcome: isConfirmed ? .removal(path: target.path) : .question(about: target.path),
            solution: isConfirmed ? [look, ExpertCall.delete(target.path)] : [look],
            answer: isConfirmed ? ExpertAnswer.removed(target.path) : ExpertAnswer.question(about: target.path))
    }
}
