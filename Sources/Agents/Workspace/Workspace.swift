import CSystem
public import Foundation
import Glibc
import Synchronization

/// A folder that no path can leave.
///
/// The folder is opened once. Every access goes from that descriptor down with the kernel's own check that no part of
/// the path is a link or leaves the folder (openat2; where the kernel is older, part by part), so neither a link nor a
/// folder that is exchanged for one in the meantime leads out. Files with several names (hard links), devices, pipes
/// and sockets are refused.
///
/// Opening a workspace puts in order what an interrupted patch has left there.
public final class Workspace: Sendable {
    /// Where the folder was when it was opened.
    public let url: URL
    /// How safe a patch is kept: see ``Durability``.
    public let durability: Durability

    /// The folder as messages name it.
    let shownPath: String
    let folder: Descriptor
    let opensByParts: Bool
    let claim = Mutex(ClaimState())
    /// Held while a patch is applied.
    let patching = Mutex(())
    /// Tests only: told before each change that a patch makes; what it throws stands for the death of the process.
    let faults: (@Sendable (String) throws -> Void)?

    /// Opens a folder.
    ///
    /// - Throws: ``WorkspaceError``: `cannotOpen`, `busy` where another process is just patching it, `unfinishedPatch`.
    public convenience init(opening url: URL, durability: Durability = .power) throws(WorkspaceError) {
        try self.init(opening: url, durability: durability, opensByParts: !martlet_has_openat2(), faults: nil)
    }

    package init(
        opening url: URL, durability: Durability, opensByParts: Bool,
        faults: (@Sendable (String) throws -> Void)? = nil
    ) throws(WorkspaceError) {
        let raw = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard raw >= 0 else { throw .cannotOpen(url.path, errorNumber: errno) }
        self.url = url
        shownPath = url.path
        self.durability = durability
        self.opensByParts = opensByParts
        self.faults = faults
        folder = Descriptor(owning: raw)
        try recover()
    }

    /// Whether the folder is still there.
    public var isPresent: Bool { (folder.status()?.st_nlink ?? 0) > 0 }

    /// Opens what is at `path`, whatever it is; the caller checks what that is.
    func descriptor(_ path: WorkspacePath?, _ flags: Int32, mode: UInt32 = 0) throws(WorkspaceError) -> Descriptor {
        let text = path?.text ?? "."
        let raw =
            opensByParts
            ? martlet_open_by_parts(folder.raw, text, flags | O_CLOEXEC, mode)
            : martlet_open_beneath(folder.raw, text, flags | O_CLOEXEC, mode)
        guard raw >= 0 else { throw failure(-raw, "open", text) }
        return Descriptor(owning: raw)
    }

    /// Opens a regular file with one name for reading.
    func regularFile(_ path: WorkspacePath) throws(WorkspaceError) -> OpenFile {
        // A look that opens nothing comes first: opening a device can have effects.
        let look = try descriptor(path, martlet_look_flag())
        _ = try checkedStatus(of: look, path)
        let file = try descriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        let status = try checkedStatus(of: file, path)
        return OpenFile(descriptor: file, status: status)
    }

    private func checkedStatus(of file: Descriptor, _ path: WorkspacePath) throws(WorkspaceError) -> stat {
        guard let status = file.status() else { throw failure(errno, "look at", path.text) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .isFolder(path.text)
        case S_IFLNK: throw .isLink(path.text)
        default: throw .isSpecial(path.text)
        }
        guard status.st_nlink == 1 else {
            if status.st_nlink == 0 { throw .noFile(path.text) }
            throw .hasOtherNames(path.text, count: Int(status.st_nlink))
        }
        return status
    }

    /// Opens a folder for reading its names; nil is the workspace itself.
    func folder(_ path: WorkspacePath?) throws(WorkspaceError) -> Descriptor {
        do {
            return try descriptor(path, O_RDONLY | O_DIRECTORY)
        } catch {
            if case .noFile(let text) = error { throw .noFolder(text) }
            throw error
        }
    }

    /// Opens a folder for reading its names; nil where there is none of that name.
    func folderIfPresent(_ path: WorkspacePath?) throws(WorkspaceError) -> Descriptor? {
        do {
            return try folder(path)
        } catch {
            if case .noFolder = error { return nil }
            throw error
        }
    }

    /// What the error number of a call on `path` means.
    func failure(_ number: Int32, _ operation: String, _ path: String) -> WorkspaceError {
        guard isPresent else { return .vanished(shownPath) }
        return switch number {
        case ENOENT: .noFile(path)
        case ENOTDIR: .isNoFolder(path)
        case EISDIR: .isFolder(path)
        case ELOOP, EXDEV: .isLink(path)
        case ENXIO: .isSpecial(path)
        default: .system(operation: operation, path: path, errorNumber: number)
        }
    }
}

extension Workspace {
    /// Where the folder is now, if it was moved since it was opened.
    func currentPath() throws(WorkspaceError) -> String {
        guard isPresent else { throw .vanished(shownPath) }
        let raw = folder.raw
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { readlink("/proc/self/fd/\(raw)", $0.baseAddress!, $0.count) }
        guard count > 0, count < buffer.count, buffer[0] == UInt8(ascii: "/") else {
            throw .system(operation: "find", path: shownPath, errorNumber: count < 0 ? errno : ENAMETOOLONG)
        }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
