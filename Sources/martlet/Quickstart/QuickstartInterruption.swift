import Foundation

/// What ends a quickstart in the middle, with a run that can go on.
enum QuickstartInterruption: Error {
    /// Training was interrupted; the run in the folder is resumed with the command.
    case training(run: URL, command: String)
}
