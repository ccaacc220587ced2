public import MailCore

/// Why the journal cannot be used. Nothing is lost by it: the mail at both servers is untouched by the failure.
public enum JournalError: Error, Hashable, Sendable {
    /// The disk, or the user's share of it, is full.
    case diskFull
    /// Another run works with this journal now.
    case locked
    /// It belongs to the migration between these two accounts.
    case otherAccounts(source: String, target: String)
    /// There is no file at the path that was to be read.
    case missing
    /// It is damaged, of a later version, or not a journal; the reason in SQLite's or the system's words.
    case unusable(reason: String)

    /// In words, with what to do next.
    ///
    /// - Parameter path: of the journal's file; only shown.
    public func diagnostic(path: String) -> Diagnostic {
        let path = DisplayText.clean(path)
        switch self {
        case .diskFull:
            return Diagnostic(
                .journalFull,
                message: LocalizedText(
                    "The disk that holds the journal \(path) is full; copying has stopped and nothing is lost.",
                    zhHans: "存放日志 \(path) 的磁盘已满；复制已停止，没有丢失任何邮件。"),
                remedy: LocalizedText(
                    "Free some space, or name another place with --journal, and run the same command again: it goes on where it stopped.",
                    zhHans: "请释放磁盘空间，或用 --journal 指定其他位置，然后重新运行同一命令：会从中断处继续。"))
        case .locked:
            return Diagnostic(
                .journalLocked,
                message: LocalizedText(
                    "Another migration is using the journal \(path) right now.", zhHans: "另一个迁移正在使用日志 \(path)。"),
                remedy: LocalizedText(
                    "Wait until it is done, or look at it with: godwit status", zhHans: "请等它完成，或用 godwit status 查看进度。"))
        case .otherAccounts(let source, let target):
            return Diagnostic(
                .journalOtherAccounts,
                message: LocalizedText(
                    "The journal \(path) belongs to another migration.", zhHans: "日志 \(path) 属于另一个迁移。"),
                evidence: "\(source) → \(target)",
                remedy: LocalizedText(
                    "Name another file with --journal, or leave the option out.", zhHans: "请用 --journal 指定其他文件，或不使用该选项。"
                ))
        case .missing:
            return Diagnostic(
                .journalUnusable,
                message: LocalizedText("There is no journal at \(path).", zhHans: "\(path) 处没有日志文件。"),
                remedy: LocalizedText(
                    "Check the name, or leave --journal out to see the migration that ran last.",
                    zhHans: "请检查文件名，或去掉 --journal 以查看最近一次迁移。"))
        case .unusable(let reason):
            return Diagnostic(
                .journalUnusable,
                message: LocalizedText("The journal \(path) cannot be used.", zhHans: "无法使用日志 \(path)。"),
                evidence: reason,
                remedy: LocalizedText(
                    "Move the file away and run again: mail that is already at the target is recognised and not copied twice.",
                    zhHans: "请移走该文件后重新运行：目标邮箱中已有的邮件会被识别，不会重复复制。"))
        }
    }
}
