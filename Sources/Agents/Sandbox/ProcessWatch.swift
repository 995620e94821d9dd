import CSystem
import Glibc

/// Watches a process that was started: its output, its end, its limits.
struct ProcessWatch {
    let process: Int32
    let output: Descriptor
    let wake: WakeUp
    let program: ProgramRun

    /// Waits for the end, then ends what is left of the process group.
    func outcome() -> ProgramOutcome {
        let raw = martlet_process_descriptor(process)
        // Without such a descriptor (an old kernel), the end is looked for every 10 ms.
        let ended = raw >= 0 ? Descriptor(owning: raw) : nil
        var kept = OutputEnds(limit: program.keptBytes)
        let deadline = Self.now() + program.seconds
        var stopped: ProgramOutcome.Ending?
        var isOpen = true
        while stopped == nil, martlet_has_ended(process) == 0 {
            let left = deadline - Self.now()
            if left <= 0 {
                stopped = .timedOut
                break
            }
            var events = [
                pollfd(fd: isOpen ? output.raw : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: ended?.raw ?? -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let milliseconds = ended == nil ? 10 : Int32(min(left * 1000 + 1, 1_000_000))
            poll(&events, nfds_t(events.count), milliseconds)
            if events[2].revents != 0 { stopped = .cancelled }
            if events[0].revents != 0 { isOpen = drain(into: &kept) }
            if kept.total > program.outputLimit { stopped = .printedTooMuch }
        }
        // The process is not reaped before: until then its group cannot be another one.
        let status = martlet_end(process)
        // All who could write are dead now; what they wrote is still in the pipe.
        if isOpen { _ = drain(into: &kept) }
        let (head, tail) = kept.ends
        return ProgramOutcome(ending: stopped ?? Self.ending(status), head: head, tail: tail, total: kept.total)
    }

    private static func ending(_ status: Int32) -> ProgramOutcome.Ending {
        if status < 0 { return .notStarted(errorNumber: -status) }
        return status >= 256 ? .killed(signal: status - 256) : .exited(status)
    }

    /// Reads what is there, but no more than a pipe holds or the limit allows; false at the end of the output.
    private func drain(into kept: inout OutputEnds) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            for _ in 0..<16 where kept.total <= program.outputLimit {
                let count = read(output.raw, buffer.baseAddress, buffer.count)
                if count == 0 { return false }
                if count < 0 { return errno == EAGAIN || errno == EINTR }
                kept.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            return true
        }
    }

    /// Seconds on a clock that nobody sets.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
