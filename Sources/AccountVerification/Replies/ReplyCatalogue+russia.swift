internal import MailCore

extension ReplyCatalogue {
    static let russia = [
        ReplyCause(
            .imapDisabled, .user,
            "Yandex refused the login: the user name or password is wrong, or mail programs are not allowed in.",
            zhHans: "Yandex 拒绝登录：用户名或密码错误，或没有允许邮件客户端访问。",
            remedy:
                "In the web mail's settings allow mail programs (IMAP), make an app password and use it as the password.",
            zhHans: "请在网页邮箱设置中允许邮件客户端（IMAP），生成应用专用密码，并用它作为密码。",
            page: "https://yandex.com/support/mail/mail-clients/others.html",
            said: [
                "login invalid credentials or imap is disabled", "or imap is disabled",
                "this user does not have access rights to this service",
            ]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Yandex does not accept the password of the account here; it wants an app password.",
            zhHans: "Yandex 不接受账户密码，需要使用应用专用密码。",
            remedy: "Allow mail programs in the web mail's settings, and make an app password for mail.",
            zhHans: "请在网页邮箱设置中允许邮件客户端，并生成邮件用的应用专用密码。",
            page: "https://yandex.com/support/mail/mail-clients/others.html",
            said: [.anyRefusal(by: .yandex)]),
        ReplyCause(
            .appPasswordRequired, .user,
            "Mail.ru does not accept the password of the account here; it wants an app password.",
            zhHans: "Mail.ru 不接受账户密码，需要使用应用专用密码。",
            remedy:
                "Make a password for external apps in the security settings of the account and use it as the password.",
            zhHans: "请在账户的安全设置中生成外部应用密码，并用它作为密码。",
            page: "https://help.mail.ru/mail/security/protection/external",
            said: [
                "neobhodim parol prilozheniya", "application password is required", "aplication password is required",
                .anyRefusal(by: .mailRu),
            ]),
    ]
}
