internal import MailCore
internal import MailboxMigration

/// What to say of mail that was, or was to be, deleted at the old account (POP3).
struct SourceDeletionWording {
    let lines: [LocalizedText]

    init(_ deletion: SourceDeletion) {
        let (deleted, left) = (Quantity.count(deletion.deleted), Quantity.count(deletion.left))
        let count = LocalizedText(
            "Deleted at the old account, after every byte was read back: \(deleted). Still there: \(left).",
            zhHans: "逐字节读回验证后，已从旧账户删除 \(deleted) 封；旧账户中还有 \(left) 封。")
        let unknown = LocalizedText(
            "Deleted at the old account so far: \(deleted). The server did not say whether it deleted the rest; the next run sees.",
            zhHans: "目前已确认从旧账户删除 \(deleted) 封。服务器没有说明其余的是否已删除；下次运行时会知道。")
        guard let words = deletion.failure else {
            lines = [deletion.isCertain ? count : unknown]
            return
        }
        let evidence = words.isEmpty ? "" : " – \(DisplayText.clean(words))"
        let reason = LocalizedText(
            "Not everything could be deleted at the old account\(evidence). Run the same command again to try it once more.",
            zhHans: "未能从旧账户删除全部邮件\(evidence)。重新运行同一命令可再试一次。")
        lines = [deletion.isCertain ? count : unknown, reason]
    }

    /// - Parameter days: after which a server deletes mail that was read.
    static func expiry(days: Int) -> LocalizedText {
        guard days > 0 else {
            return LocalizedText(
                "The old server says that it deletes mail as soon as it was read (EXPIRE 0). Godwit ends the session in a way that must not delete anything, but keep a copy if you need the mail there.",
                zhHans: "旧服务器声明邮件读取后立即删除（EXPIRE 0）。Godwit 以不应触发删除的方式结束会话，但如果还需要旧账户中的邮件，请另行备份。")
        }
        return LocalizedText(
            "The old server says that it deletes mail \(days) days after it was read (EXPIRE).",
            zhHans: "旧服务器声明邮件读取 \(days) 天后会被删除（EXPIRE）。")
    }
}
