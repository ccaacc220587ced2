internal import MailCore

extension ReplyCatalogue {
    /// What any server may say: the response codes of IMAP (RFC 5530 §3), POP3 (RFC 2449 §8, RFC 3206) and SMTP
    /// (RFC 4954 §6), and the words of the server programs most hosters run.
    static let anyServer = [
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "The server cannot log anyone in at the moment.",
            zhHans: "服务器暂时无法登录。",
            remedy: "Try again in a few minutes.",
            zhHans: "请过几分钟再试。",
            said: [
                "[unavailable]", "[inuse]", "[sys/temp]", "temporary authentication failure",
                "temporary unavailable", "454 4.7.0",
            ]),
        ReplyCause(
            .temporarilyUnavailable, .nobody,
            "Another program has the mailbox open, and POP3 lets in one at a time.",
            zhHans: "另一个程序正在使用该邮箱，而 POP3 一次只允许一个程序。",
            remedy: "Close other mail programs, also on your phone, and try again in a few minutes.",
            zhHans: "请关闭其他邮件客户端（包括手机上的），过几分钟再试。",
            said: ["[in-use]"]),
        ReplyCause(
            .temporarilyUnavailable, .provider,
            "Something is broken at the server.",
            zhHans: "服务器出现故障。",
            remedy: "Try again later; if it stays so, ask the provider.",
            zhHans: "请稍后再试；如果一直如此，请联系服务商。",
            said: ["[serverbug]", "[sys/perm]", "internal error occurred"]),
        ReplyCause(
            .tooManyConnections, .nobody,
            "The account has too many open connections.",
            zhHans: "该账户的连接数过多。",
            remedy: "Close other mail programs, wait a few minutes and try again.",
            zhHans: "请关闭其他邮件客户端，过几分钟再试。",
            said: [
                "[limit]", "maximum number of connections", "too many open connections", "too many connections",
                "maximum connection limit reached", .at(.login, "account is temporarily unavailable"),
            ]),
        ReplyCause(
            .tooManyAttempts, .nobody,
            "The server allows this account one login in so much time.",
            zhHans: "服务器限制了该账户的登录频率。",
            remedy: "Wait some minutes before the next login.",
            zhHans: "请等待几分钟再登录。",
            said: ["[login-delay]", "too many failed login attempts", "too many authentication failures"]),
        ReplyCause(
            .loginRefused, .user,
            "The password has expired.",
            zhHans: "密码已过期。",
            remedy: "Set a new one at your provider.",
            zhHans: "请在服务商处设置新密码。",
            said: ["[expired]", "534 5.7.12", "password has expired", "password expired"]),
        ReplyCause(
            .plaintextRefused, .user,
            "The server allows logins only over TLS.",
            zhHans: "服务器只允许通过 TLS 登录。",
            remedy: "Use the port for TLS (IMAP 993, POP3 995, SMTP 465) or STARTTLS.",
            zhHans: "请使用 TLS 端口（IMAP 993、POP3 995、SMTP 465）或 STARTTLS。",
            said: [
                "[privacyrequired]", "must issue a starttls command first", "538 5.7.11", "encryption required",
                "plaintext authentication disallowed", "disallowed on non-secure",
            ]),
        ReplyCause(
            .loginRefused, .administrator,
            "The server knows the account, but does not let it in.",
            zhHans: "服务器认识该账户，但不允许登录。",
            remedy: "Ask the administrator of the server.",
            zhHans: "请联系服务器管理员。",
            said: ["[authorizationfailed]", "[contactadmin]"]),
        ReplyCause(
            .noCommonMechanism, .user,
            "The server wants another way to log in.",
            zhHans: "服务器要求使用另一种登录方式。",
            remedy: "Ask the provider how mail programs are to log in; perhaps only a sign-in in the browser (OAuth).",
            zhHans: "请询问服务商邮件客户端应如何登录；可能只接受浏览器登录（OAuth）。",
            said: ["534 5.7.9", "unsupported authentication mechanism", .at(.login, "504 5.5.4")]),
        ReplyCause(
            .tokenRefused, .user,
            "The server refused the access token.",
            zhHans: "服务器拒绝了访问令牌。",
            remedy: "Get a new one: tokens end after about an hour, and must be for mail.",
            zhHans: "请获取新的令牌：令牌约一小时后失效，并且必须具有邮件权限。",
            said: ["invalid_token", "\"status\":\"400\"", "\"status\":\"401\"", "oauth_token_expired"]),
        ReplyCause(
            .accountLocked, .administrator,
            "The account is locked or disabled.",
            zhHans: "该账户已被锁定或停用。",
            remedy: "Look into the account in the provider's web mail, or ask the administrator.",
            zhHans: "请在网页邮箱中查看该账户，或联系管理员。",
            said: [
                "account is locked", "account locked", "account is disabled", "account has been suspended",
                "user disabled",
            ]),
        ReplyCause(
            .appPasswordRequired, .user,
            "The provider does not accept the password of the account here; it wants an app password.",
            zhHans: "该服务商不接受账户密码，需要使用应用专用密码。",
            remedy: "Make an app password in the security settings of the account and use it as the password.",
            zhHans: "请在账户的安全设置中生成应用专用密码，并用它作为密码。",
            said: ["app password required", "app-specific password", "application password required"]),
        ReplyCause(
            .senderRefused, .provider,
            "The server wants a login before it takes mail, and there was none that it counts.",
            zhHans: "服务器要求先登录才接收邮件，而此次登录没有被认可。",
            remedy:
                "Use the server for outgoing mail that the provider names (submission), not the one for mail from others (MX).",
            zhHans: "请使用服务商指定的发信服务器（submission），而不是接收外来邮件的服务器（MX）。",
            said: [
                .at(.access, "530 5.7.0", in: .smtp), .at(.access, "530 5.7.1", in: .smtp),
                .at(.access, "530 authentication required", in: .smtp),
            ]),
        ReplyCause(
            .senderRefused, .user,
            "The server does not let this account send under this address.",
            zhHans: "服务器不允许该账户用此地址发信。",
            remedy: "Use the address of the account, or have the provider allow the other one.",
            zhHans: "请使用该账户自己的地址，或请服务商允许另一个地址。",
            said: [
                "sender address rejected: not owned by user", "not owned by user", "5.7.60", "sendasdenied",
                "mail from must equal authorized user", "sender address must match",
            ]),
    ]
}
