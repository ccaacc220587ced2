internal import MailCore
internal import MailboxMigration

/// What to do about mail that was read back otherwise than it was sent.
enum MismatchAdvice {
    /// For each kind of difference that calls for something, once.
    static func texts(for mismatches: [MigrationReport.Mismatch]) -> [LocalizedText] {
        let kinds = Set(mismatches.map(\.what))
        return [notStored, notShown].filter { kinds.contains($0.what) }.map(\.text)
    }

    private static let notStored = (
        what: "not stored",
        text: LocalizedText(
            "“not stored”: the new account took these messages and has not got them. Run the same command again: it sends them again.",
            zhHans: "“未保存”：新账户已接受这些邮件，却没有保存。请再次运行同一命令，会重新发送它们。")
    )

    private static let notShown = (
        what: "not shown",
        text: LocalizedText(
            "“not shown”: the new account has stored these messages and does not show them. Some providers show only the mail of the last days: look for that in the settings of the web mail, then run the same command again. Nothing is sent twice.",
            zhHans: "“未显示”：新账户已保存这些邮件，但没有显示。有些服务商默认只显示最近一段时间的邮件：请在网页邮箱的设置中更改，然后再次运行同一命令。不会重复发送。")
    )
}
