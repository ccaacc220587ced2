extension SandboxPersonality {
    /// Yandex: a switch for mail programs, and app passwords; one answer for both.
    public static let yandex: SandboxPersonality = {
        var yandex = SandboxPersonality(id: "yandex", name: "Yandex Mail", domain: "yandex.com")
        yandex.mailExchanger = "mx.yandex.ru"
        yandex.publications = []
        yandex.secret = SandboxSecret(.appPassword, "abcdefghijklmnop")
        yandex.accountPassword = "my-Yandex-password-1"
        yandex.mailboxes = [
            SandboxOwnMailbox("Drafts", .drafts), SandboxOwnMailbox("Outbox"), SandboxOwnMailbox("Sent", .sent),
            SandboxOwnMailbox("Spam", .junk), SandboxOwnMailbox("Trash", .trash),
        ]
        yandex.imap.greeting = "Yandex IMAP4rev1 at sandbox.mail.yandex.net:993 ready to talk with ::ffff:127.0.0.1"
        yandex.imap.greetingHasCapabilities = false
        yandex.imap.extensions = [
            .appendLimit, .children, .enable, .id, .idle, .literalPlus, .move, .namespace, .specialUse, .startTLS,
            .uidplus, .unselect, .xlist,
        ]
        yandex.imap.delimiter = "|"
        yandex.imap.mechanisms = ["PLAIN", "XOAUTH2"]
        yandex.imap.loginRefusal = SandboxRefusal(
            .no, "[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=sAnDbOx0000_0000")
        yandex.imap.limits.message = 53_687_091
        yandex.pop3.greeting = "POP Ya! na@sandbox sAnDbOx"
        yandex.pop3.loginRefusal = SandboxRefusal(
            .no, "[AUTH] login failure or POP3 disabled, try later. sc=sAnDbOx0000_0000")
        yandex.smtp.hostName = "smtp.yandex.com"
        yandex.smtp.size = 53_477_376
        yandex.smtp.loginRefusal = SandboxRefusal(
            .no, "535 5.7.8 Error: authentication failed: This user does not have access rights to this service")
        return yandex
    }()
}
