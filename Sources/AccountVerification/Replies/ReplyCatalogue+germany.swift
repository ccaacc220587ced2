internal import MailCore

extension ReplyCatalogue {
    static let germany = [
        ReplyCause(
            .imapDisabled, .user,
            "GMX refused the login: POP3 and IMAP are turned off there until you turn them on, or the password is wrong.",
            zhHans: "GMX 拒绝登录：POP3 与 IMAP 默认关闭，需要先开启；也可能是密码错误。",
            remedy: "Turn POP3/IMAP on in the web mail's settings; GMX turns them off again after long disuse. With "
                + "two-factor login an application password is needed.",
            zhHans: "请在网页邮箱设置中开启 POP3/IMAP；长期不用时 GMX 会再次关闭。开启两步验证后需要使用应用专用密码。",
            page: "https://hilfe.gmx.net/pop-imap/einschalten.html",
            said: [.anyRefusal(by: .gmx)]),
        ReplyCause(
            .imapDisabled, .user,
            "WEB.DE refused the login: POP3 and IMAP are turned off there until you turn them on, or user name or password "
                + "is wrong.",
            zhHans: "WEB.DE 拒绝登录：POP3 与 IMAP 默认关闭，需要先开启；也可能是用户名或密码错误。",
            remedy:
                "Turn POP3/IMAP on in the web mail's settings. The user name is the part before @web.de. With two-factor "
                + "login an application password is needed.",
            zhHans: "请在网页邮箱设置中开启 POP3/IMAP。用户名是 @web.de 之前的部分。开启两步验证后需要使用应用专用密码。",
            page: "https://hilfe.web.de/pop-imap/einschalten.html",
            said: [.anyRefusal(by: .webDe)]),
        ReplyCause(
            .imapDisabled, .user,
            "mail.com refused the login: mail programs are for premium accounts, or the password is wrong.",
            zhHans: "mail.com 拒绝登录：邮件客户端仅供付费账户使用，或密码错误。",
            remedy: "Check the plan and turn POP3/IMAP on; with two-factor login an application password is needed.",
            zhHans: "请检查套餐并开启 POP3/IMAP；开启两步验证后需要使用应用专用密码。",
            page: "https://support.mail.com/pop-imap/index.html",
            said: [.anyRefusal(by: .mailCom)]),
        ReplyCause(
            .loginRefused, .user,
            "T-Online refused the login: it wants the password for e-mail (E-Mail-Passwort), not the one of the customer's account.",
            zhHans: "T-Online 拒绝登录：这里需要电子邮件密码（E-Mail-Passwort），而不是客户账户的密码。",
            remedy: "Set that password in Telekom's customer centre and use it.",
            zhHans: "请在 Telekom 客户中心设置该密码并使用它。",
            page: "https://www.telekom.de/hilfe",
            said: [.anyRefusal(by: .tOnline)]),
        ReplyCause(
            .imapDisabled, .user,
            "freenet refused the login: mail programs have to be allowed first, or the password is wrong.",
            zhHans: "freenet 拒绝登录：需要先允许邮件客户端，或密码错误。",
            remedy: "Turn POP3, IMAP and SMTP on in the web mail's settings.",
            zhHans: "请在网页邮箱设置中开启 POP3、IMAP 和 SMTP。",
            page: "https://kundenservice.freenet.de/faq/e-mail-client-mail/pop3-imap-und-smtp-aktivieren/",
            said: [.anyRefusal(by: .freenet)]),
        ReplyCause(
            .tooManyConnections, .nobody,
            "Vodafone says so when the account has too many open connections.",
            zhHans: "Vodafone 在连接数过多时会这样应答。",
            remedy: "Close other mail programs, wait a few minutes and try again.",
            zhHans: "请关闭其他邮件客户端，过几分钟再试。",
            said: [.from(.vodafone, "account is temporarily unavailable")]),
    ]
}
