internal import Glibc
internal import MailCore
internal import MailTransport

extension NetworkOptions {
    /// The transcript asked for with `--transcript`; nil when none was.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be created.
    func transcript() throws(CommandFailure) -> Transcript? {
        guard let transcriptFile else { return nil }
        do {
            return try Transcript(file: transcriptFile)
        } catch {
            throw CommandFailure(.transcriptUnwritable(transcriptFile, cause: error))
        }
    }
}

extension Diagnostic {
    fileprivate static func transcriptUnwritable(_ path: String, cause: TransportError) -> Diagnostic {
        let path = DisplayText.clean(path)
        var reason: String?
        if case .system(let code) = cause { reason = unsafe String(cString: strerror(code)) }
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText("The transcript file \(path) cannot be written.", zhHans: "无法写入对话记录文件 \(path)。"),
            evidence: reason,
            remedy: LocalizedText("Name a file in a folder you may write to.", zhHans: "请指定一个您有写入权限的位置。"))
    }
}
