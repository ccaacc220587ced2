internal import MailCore

extension SandboxPersonality {
    /// Mail.ru: an app password, asked for in Russian that is written with Latin letters.
    public static let mailRu: SandboxPersonality = {
        var mailRu = SandboxPersonality(id: "mailru", name: "Mail.ru", domain: "mail.ru")
        mailRu.mailExchanger = "mxs.mail.ru"
        mailRu.publications = []
        mailRu.secret = SandboxSecret(.appPassword, "abcdefghijklmnopqrst")
        mailRu.accountPassword = "my-Mail.ru-password-1"
        let words =
            "NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED"
        mailRu.accountPasswordRefusals = [
            .imap: SandboxRefusal(.no, "[AUTHENTICATIONFAILED] " + words), .pop3: SandboxRefusal(.no, words),
            .smtp: SandboxRefusal(.no, "535 5.7.0 " + words),
        ]
        mailRu.mailboxes = [
            SandboxOwnMailbox("Спам", .junk), SandboxOwnMailbox("Отправленные", .sent),
            SandboxOwnMailbox("Черновики", .drafts), SandboxOwnMailbox("Корзина", .trash),
        ]
        mailRu.imap.greeting = "Welcome"
        mailRu.imap.greetingHasCapabilities = false
        mailRu.imap.extensions = [
            .children, .id, .idle, .literalPlus, .move, .namespace, .specialUse, .uidplus, .unselect, .xlist,
        ]
        mailRu.imap.mechanisms = ["PLAIN", "XOAUTH2"]
        mailRu.imap.loginRefusal = SandboxRefusal(.no, "[AUTHENTICATIONFAILED] Authentication failed")
        mailRu.smtp.hostName = "smtp.mail.ru"
        mailRu.smtp.loginRefusal = SandboxRefusal(.no, "535 5.7.0 Invalid login or password")
        return mailRu
    }()
}
