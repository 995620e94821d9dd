import Foundations
import Tokenization

extension TaskMaker {
    /// One call in one function of a source file becomes another: another function is called, or another number is
    /// passed. For the kind `hopelessTest`, the test asks for something that no change of the sources can bring.
    mutating func changeCall(_ kind: TaskKind) -> AgentTask? {
        let changesCallee = vocabulary.chance(1, in: 2)
        let (stem, helperStem) = (vocabulary.word(), vocabulary.word())
        let folder = vocabulary.pick(["lib", "src"])
        let (path, helperPath) = ("\(folder)/\(stem).sh", "\(folder)/\(helperStem).sh")
        let test = "tests/\(stem)_test.sh"
        let helpers = (0..<3).map { _ in vocabulary.name() }
        let (old, new) = (helpers[0], helpers[1])

        var functions = (0..<vocabulary.count(1...2)).map { _ in
            // Elsewhere the call that is to change may stand as it is.
            ShellFunction(
                name: vocabulary.name(),
                calls: [.init(callee: vocabulary.pick(helpers), argument: vocabulary.number())])
        }
        let before = ShellFunction.Call(callee: old, argument: vocabulary.number())
        let after = ShellFunction.Call(
            callee: changesCallee ? new : old, argument: changesCallee ? before.argument : vocabulary.number())
        var calls = [before]
        if vocabulary.chance(1, in: 3) { calls.append(.init(callee: helpers[2], argument: vocabulary.number())) }
        calls = vocabulary.shuffled(calls)
        var target = ShellFunction(name: vocabulary.name(), calls: calls)
        let phrasing = phrasing(changesCallee ? .callee : .argument)
        let change = LineChange(path: path, old: before.line, new: after.line)
        // A number that the goal names is in no other line. Else the function is looked for, since another one may have
        // a call that looks the same.
        let look =
            !changesCallee && phrasing.template.contains("{old}")
            ? ExpertCall.search(String(before.argument), in: path)
            : ExpertCall.search(target.name, in: path, linesAfter: 2)
        let place = vocabulary.count(0...functions.count)
        functions.insert(target, at: place)
        let sourceBefore = TaskFile(path: path, lines: functions.flatMap(\.lines))
        target.calls = target.calls.map { $0 == before ? after : $0 }
        functions[place] = target
        let sourceAfter = TaskFile(path: path, lines: functions.flatMap(\.lines))

        var script = TestScript(of: [helperPath, path])
        for function in functions { script.expect(function.output, from: function.name) }
        if kind == .hopelessTest { makeHopeless(&script, target) }
        let files = [
            sourceBefore, script.file(at: test),
            TaskFile(path: helperPath, lines: vocabulary.shuffled(helpers).flatMap(ShellFunction.helper)),
        ]
        let goal = goal(
            phrasing,
            [
                ("path", path), ("function", target.name), ("callee", old), ("test", test),
                ("old", changesCallee ? old : String(before.argument)),
                ("new", changesCallee ? new : String(after.argument)),
            ])
        let steps = [
            look, ExpertCall.patch([change]), ExpertCall.test(test),
        ]
        let isHopeless = kind == .hopelessTest
        return AgentTask(
            kind: kind, goal: goal, phrasing: phrasing.id, files: files + otherFiles(0...2),
            outcome: isHopeless
                ? .report(tolerated: [sourceAfter], evidence: .failedTest(test))
                : .change(files: [sourceAfter], test: test),
            solution: isHopeless ? steps + [ExpertCall.giveUp(.hopelessTest)] : steps,
            answer: isHopeless ? nil : ExpertAnswer.changed)
    }

    /// A source file that is to be changed is not there, though all else is.
    mutating func missingSource() -> AgentTask? {
        guard let task = changeCall(.changeCall), let path = task.solution.first?.arguments["path"]?.string else {
            return nil
        }
        return missing(path, from: task)
    }

    private mutating func makeHopeless(_ script: inout TestScript, _ target: ShellFunction) {
        switch vocabulary.count(0...2) {
        case 0: script.expect(vocabulary.word(), from: target.name)
        case 1: script.expectProgram(vocabulary.word() + "-" + vocabulary.word())
        default: script.expectFile("/srv/\(vocabulary.word())/\(vocabulary.word())")
        }
    }
}
