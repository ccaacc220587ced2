internal import Glibc
internal import MailCore

/// A small file that only its owner may read.
enum PrivateFile {
    /// - Returns: nil when there is none.
    /// - Throws: also when somebody else could have read or written it.
    static func read(_ path: String) throws(SignInStoreError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            // A folder that cannot be entered has nothing of ours.
            if [ENOENT, ENOTDIR, EACCES].contains(errno) { return nil }
            throw .system(path: path, errno: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path: path, errno: errno) }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else { throw .exposed(path: path) }
        var bytes = [UInt8](repeating: 0, count: OAuthLimits.file + 1)
        defer { bytes.wipe() }
        var count = 0
        while count < bytes.count {
            let received = bytes.withUnsafeMutableBytes { room in
                Glibc.read(descriptor, room.baseAddress?.advanced(by: count), room.count - count)
            }
            if received < 0 && errno == EINTR { continue }
            guard received >= 0 else { throw .system(path: path, errno: errno) }
            if received == 0 { break }
            count += received
        }
        guard count <= OAuthLimits.file else { throw .damaged }
        return Array(bytes.prefix(count))
    }

    /// Written beside its place, made durable, and put there in one step: whoever reads finds the old or the new.
    static func write(_ bytes: [UInt8], to path: String) throws(SignInStoreError) {
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(path: temporary, errno: errno) }
        let isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            let code = isWritten ? errno : code
            unlink(temporary)
            throw .system(path: path, errno: code)
        }
        syncFolder(of: path)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// The name itself outlives a power cut only then; where that is not possible, the file is there all the same.
    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Makes a folder and those above it, for their owner only.
    static func makeFolder(_ folder: String) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/" + part
            mkdir(path, 0o700)
        }
        chmod(folder, 0o700)
    }
}
