public import Foundation

/// Writes files so that a reader sees the old content or the new one, never a part, whatever fails in between.
///
/// The new content goes to a temporary file in the same folder, reaches the disk, and takes the place of the old file in
/// one step. When anything fails, the temporary file is removed and the old file is as it was.
public enum AtomicFile {
    /// Makes `bytes` the content of the file at `url`.
    ///
    /// - Throws: ``FileError``, with the code `noSpace` when the disk is full.
    public static func write(_ bytes: UnsafeRawBufferPointer, to url: URL) throws(FileError) {
        do {
            try replace(url, expecting: bytes.count) { writer in try writer.write(bytes) }
        } catch let error as FileError {
            throw error
        } catch {
            preconditionFailure("writing bytes fails with nothing but file errors: \(error)")
        }
    }

    /// Makes `bytes` the content of the file at `url`; see ``write(_:to:)-(UnsafeRawBufferPointer,_)``.
    public static func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
        try bytes.withUnsafeBufferPointer { bytes throws(FileError) in
            try write(UnsafeRawBufferPointer(bytes), to: url)
        }
    }

    /// Makes `text` the content of the file at `url`, as UTF-8; see ``write(_:to:)-(UnsafeRawBufferPointer,_)``.
    public static func write(_ text: String, to url: URL) throws(FileError) {
        try write(Array(text.utf8), to: url)
    }

    /// Makes what `body` writes the content of the file at `url`.
    ///
    /// A file that `url` links to is replaced, not the link; a file that was there keeps its permissions.
    ///
    /// - Parameters:
    ///   - url: the file to create or replace; its folder must exist.
    ///   - expecting: how many bytes will be written, where that is known: a disk without room for them is then noticed
    ///     before the work.
    ///   - body: writes the content.
    /// - Throws: ``FileError``, or what `body` throws.
    public static func replace(
        _ url: URL, expecting byteCount: Int? = nil, writing body: (FileWriter) throws -> Void
    ) throws {
        let target = resolvingLinks(url)
        let (descriptor, temporary) = try createTemporaryFile(for: target)
        var isOpen = true
        do {
            try checkSpace(byteCount, descriptor, for: target)
            let writer = FileWriter(descriptor: descriptor, reportingAs: target, expecting: byteCount)
            try body(writer)
            try writer.flush()
            try keepPermissions(of: target, descriptor)
            guard fsync(descriptor) == 0 else { throw FileError("write", target, bytesNeeded: writer.byteCount) }
            isOpen = false
            // A network file system may report a full disk only here.
            guard close(descriptor) == 0 else { throw FileError("write", target, bytesNeeded: writer.byteCount) }
            guard rename(temporary.path, target.path) == 0 else { throw FileError("replace", target) }
        } catch {
            if isOpen { close(descriptor) }
            unlink(temporary.path)
            throw error
        }
        synchronizeFolder(of: target)
    }

    private static func resolvingLinks(_ url: URL) -> URL {
        guard let resolved = realpath(url.path, nil) else { return url }
        defer { free(resolved) }
        return URL(filePath: String(cString: resolved))
    }

    private static func createTemporaryFile(for target: URL) throws(FileError) -> (Int32, URL) {
        let folder = target.deletingLastPathComponent()
        while true {
            let tag = String(UInt64.random(in: .min ... .max), radix: 36)
            // Names are limited to 255 bytes: a long one is not repeated in full.
            let name = String(decoding: target.lastPathComponent.utf8.prefix(160), as: UTF8.self)
            let temporary = folder.appending(path: ".\(name).\(tag).partial")
            let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 { return (descriptor, temporary) }
            guard errno == EEXIST || errno == EINTR else { throw FileError("create", target) }
        }
    }

    /// Refuses before the first byte is written what the disk has no room for.
    private static func checkSpace(_ byteCount: Int?, _ descriptor: Int32, for target: URL) throws(FileError) {
        var status = statvfs()
        // Some file systems do not say how much room there is; on those the writes themselves will tell.
        guard let byteCount, fstatvfs(descriptor, &status) == 0, status.f_blocks > 0 else { return }
        let freeBlocks = geteuid() == 0 ? status.f_bfree : status.f_bavail
        let (free, overflow) = UInt64(freeBlocks).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        guard overflow || free >= byteCount else {
            throw FileError.noSpace(path: target.path, bytesNeeded: byteCount)
        }
    }

    private static func keepPermissions(of target: URL, _ descriptor: Int32) throws(FileError) {
        var status = stat()
        guard stat(target.path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw FileError(code: .isFolder, path: target.path, operation: "replace", errorNumber: EISDIR)
        }
        guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else { throw FileError("replace", target) }
    }

    /// Makes the new name itself survive a power failure; the content is safe either way.
    private static func synchronizeFolder(of target: URL) {
        let descriptor = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
