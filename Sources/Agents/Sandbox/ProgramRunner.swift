import CSystem
import Foundation
import Glibc
import Synchronization

/// Runs programs, each on a thread of its own: Swift's own threads never wait for one.
enum ProgramRunner {
    /// Runs a program to its end, and ends with it whatever it has started.
    ///
    /// - Throws: `CancellationError`.
    static func run(_ program: ProgramRun) async throws -> ProgramOutcome {
        try Task.checkCancellation()
        let wake = try WakeUp()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: runOnThisThread(program, wake)) }
            }
        } onCancel: {
            wake.signal()
        }
        if outcome.ending == .cancelled { throw CancellationError() }
        return outcome
    }

    private static func runOnThisThread(_ program: ProgramRun, _ wake: WakeUp) -> ProgramOutcome {
        var ends: [Int32] = [-1, -1]
        let piped = martlet_pipe(&ends)
        guard piped == 0 else { return ProgramOutcome(ending: .notStarted(errorNumber: -piped)) }
        let output = Descriptor(owning: ends[0])
        let process: Int32
        do {
            // Closed at the end of the block: the program's copies are then the only ones, and their end is seen.
            let input = Descriptor(owning: ends[1])
            // The program expects a pipe that waits; this side polls.
            _ = fcntl(input.raw, F_SETFL, 0)
            process = start(program, output: input.raw)
        }
        guard process > 0 else { return ProgramOutcome(ending: .notStarted(errorNumber: -process)) }
        let watch = ProcessWatch(process: process, output: output, wake: wake, program: program)
        return watch.outcome()
    }

    static func start(_ program: ProgramRun, output: Int32) -> Int32 {
        let arguments = CStrings(program.arguments)
        let environment = CStrings(program.environment)
        return arguments.withPointers { arguments in
            environment.withPointers { environment in
                guard let path = arguments[0] else { return -EINVAL }
                var description = martlet_program()
                description.path = UnsafePointer(path)
                description.arguments = arguments
                description.environment = environment
                description.directory = program.directory.raw
                description.output = output
                description.ruleset = program.ruleset?.raw ?? -1
                description.is_filtered = program.ruleset != nil
                description.maximum_file_size = program.fileBytes
                return martlet_start(&description)
            }
        }
    }
}
