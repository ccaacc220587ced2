internal import Glibc
internal import MailCore

/// A file a command writes for the user.
enum OutputFile {
    /// Writes the whole text; readable by its owner only, because it names what is in a mailbox. A half-written file never
    /// stands under the name: it is written beside it and put in place in the end.
    ///
    /// - Throws: ``CommandFailure`` with the system's reason.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw CommandFailure(.unwritable(path)) }
        let isWritten = writeAll(text, to: descriptor) && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            let code = isWritten ? errno : code
            unlink(temporary)
            throw CommandFailure(.unwritable(path, errno: code))
        }
    }

    private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }
}

extension Diagnostic {
    fileprivate static func unwritable(_ path: String, errno code: Int32 = errno) -> Diagnostic {
        let path = DisplayText.clean(path)
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText("The file \(path) cannot be written.", zhHans: "无法写入文件 \(path)。"),
            evidence: unsafe String(cString: strerror(code)),
            remedy: LocalizedText("Name a file in a folder you may write to.", zhHans: "请指定一个您有写入权限的位置。"))
    }
}
