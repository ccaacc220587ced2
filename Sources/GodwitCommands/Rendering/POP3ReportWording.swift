internal import MailCore
internal import MailboxMigration

/// What only a migration from POP3 has to tell, a line each.
struct POP3ReportWording {
    let lines: [LocalizedText]

    init(_ report: POP3Report) {
        let counted: [(Int, (String) -> LocalizedText)] = [
            (
                report.identifiedByHeader,
                {
                    LocalizedText(
                        "Messages to which the old server gives no identifier of their own (UIDL): \($0). They are recognised by size and header, and never deleted there.",
                        zhHans: "旧服务器没有给出唯一标识（UIDL）的邮件：\($0) 封。它们按大小和邮件头识别，且不会从旧账户删除。")
                }
            ),
            (
                report.changedIdentifiers,
                {
                    LocalizedText(
                        "Messages that came under another identifier (UIDL) than before, and were recognised by size and header: \($0). They are never deleted at the old account.",
                        zhHans: "标识（UIDL）与先前不同、按大小和邮件头识别的邮件：\($0) 封。它们不会从旧账户删除。")
                }
            ),
            (
                report.possiblyTwice,
                {
                    LocalizedText(
                        "Messages that may be at the new account twice: \($0). One of several equal ones without an identifier was deleted at the old account before all of them were copied; look for doubles.",
                        zhHans: "在新账户中可能重复的邮件：\($0) 封。旧账户中几封没有标识的相同邮件，在全部复制之前有一封被删除；请检查是否重复。")
                }
            ),
            (
                report.undated,
                {
                    LocalizedText(
                        "Messages whose header names no date that can be read: \($0). They bear the time of the copy.",
                        zhHans: "邮件头中没有可识别日期的邮件：\($0) 封。它们的日期为复制时间。")
                }
            ),
        ]
        var lines = counted.filter { $0.0 > 0 }.map { $0.1(Quantity.count($0.0)) }
        if let deletion = report.deletion {
            lines += SourceDeletionWording(deletion).lines
        } else if report.deleted > 0 {
            let deleted = Quantity.count(report.deleted)
            lines.append(
                LocalizedText(
                    "Deleted at the old account, after every byte was read back: \(deleted).",
                    zhHans: "逐字节读回验证后，已从旧账户删除 \(deleted) 封。"))
        }
        self.lines = lines
    }
}
