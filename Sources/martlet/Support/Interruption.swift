import Training

/// Ctrl-C (or a SIGTERM): the first one asks the command to end tidily, the second one ends the program at once.
///
/// Loops ask ``check()``; asynchronous ones ask ``cancelTask()``, which lets their source end by itself.
enum Interruption: Error, CustomStringConvertible {
    /// What a command throws that was interrupted; the text says what is left of its work.
    case interrupted(String)

    /// The exit status of a program that an interrupt ended, as shells expect it.
    static let exitStatus: Int32 = 130

    /// The wish to stop; from the first use on, the signals only set it.
    static let signal = StopSignal.listening()

    /// From now on, the signals are only noted.
    static func watch() { _ = signal }

    /// Ends the command when the signal came; `remains` says what is left of its work.
    static func check(_ remains: String = "nothing was written") throws(Interruption) {
        if signal.isRequested { throw .interrupted(remains) }
    }

    /// Cancels the running task when the signal came.
    static func cancelTask() {
        if signal.isRequested { withUnsafeCurrentTask { $0?.cancel() } }
    }

    var description: String {
        switch self {
        case .interrupted(let remains): "interrupted: \(remains)"
        }
    }
}
