import Foundations

extension TaskMaker {
    /// A constant or a function that one source file defines and another one uses gets another name.
    mutating func changeTwoFiles() -> AgentTask? {
        let folder = vocabulary.pick(["lib", "src"])
        let (definitionStem, useStem) = (vocabulary.word(), vocabulary.word())
        let definitionPath = "\(folder)/\(definitionStem).sh"
        let usePath = "\(folder)/\(useStem).sh"
        let test = "tests/\(useStem)_test.sh"
        let isConstant = vocabulary.chance(1, in: 2)
        let (old, new) = (vocabulary.name(), vocabulary.name())
        guard let shared = isConstant ? SharedName.constant(old, &vocabulary) : .function(old, &vocabulary) else {
            return nil
        }

        var definitions = [shared.definition(old)]
        var uses = [shared.use(old)]
        var script = TestScript(of: [definitionPath, usePath])
        script.expect(shared.output, from: shared.user)
        for _ in 0..<vocabulary.count(0...1) {
            let other = vocabulary.name()
            guard let another = isConstant ? SharedName.constant(other, &vocabulary) : .function(other, &vocabulary)
            else { return nil }
            definitions.append(another.definition(other))
            uses.append(another.use(other))
            script.expect(another.output, from: another.user)
        }
        if isConstant { script.expectNoVariable(old) } else { script.expectNoFunction(old) }
        definitions = vocabulary.shuffled(definitions)
        uses = vocabulary.shuffled(uses)
        let definitionFile = TaskFile(path: definitionPath, lines: definitions.flatMap(\.self))
        let useFile = TaskFile(path: usePath, lines: uses.flatMap(\.self))
        func renamed(_ file: TaskFile, _ line: (String) -> String) -> TaskFile {
            let lines = file.content.split(separator: "\n").map { $0 == line(old) ? line(new) : String($0) }
            return TaskFile(path: file.path, lines: lines)
        }

        let order = vocabulary.shuffled([
            (path: definitionPath, line: shared.definingLine), (path: usePath, line: shared.usingLine),
        ])
        let phrasing = phrasing(.rename)
        let goal = goal(
            phrasing,
            [
                ("old", old), ("new", new), ("what", isConstant ? "constant" : "function"), ("first", order[0].path),
                ("second", order[1].path), ("test", test),
            ])
        return AgentTask(
            kind: .changeTwoFiles, goal: goal, phrasing: phrasing.id,
            files: [definitionFile, useFile, script.file(at: test)] + otherFiles(0...1),
            outcome: .change(
                files: [renamed(definitionFile, shared.definingLine), renamed(useFile, shared.usingLine)], test: test),
            solution: order.map { ExpertCall.read($0.path) } + [
                ExpertCall.patch(order.map { LineChange(path: $0.path, old: $0.line(old), new: $0.line(new)) }),
                ExpertCall.test(test),
            ],
            answer: ExpertAnswer.changed)
    }
}
