internal import ArgumentParser
internal import MailboxMigration

/// What makes sense with an old account of POP3 only.
struct POP3Options: ParsableArguments {
    @Flag(
        help: .text(
            "Let messages arrive as read; POP3 does not tell which were.", zhHans: "复制的邮件标为已读；POP3 不提供已读状态。"))
    var markSeen = false

    @Flag(
        help: .text(
            "Delete messages at the old account once every byte of them was read back from the new one.",
            zhHans: "从新账户逐字节读回验证后，从旧账户删除邮件。"))
    var deleteAfterProof = false

    func apply(to options: inout MigrationOptions) {
        options.marksSeen = markSeen
        options.deletesAfterProof = deleteAfterProof
    }
}
