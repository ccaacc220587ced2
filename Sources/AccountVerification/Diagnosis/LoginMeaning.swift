internal import MailCore

/// What a refused login means, and what to do about it.
struct LoginMeaning: Hashable {
    var code: DiagnosticCode
    var message: LocalizedText
    var remedy: LocalizedText
    var url: String?

    func diagnostic(evidence: String) -> Diagnostic {
        Diagnostic(code, message: message, evidence: evidence, remedy: remedy, url: url)
    }
}

// What any server may mean.
extension LoginMeaning {
    static let unknown = LoginMeaning(
        code: .loginRefused,
        message: LocalizedText("The server refused the user name or password.", zhHans: "服务器拒绝了用户名或密码。"),
        remedy: LocalizedText(
            "Check both. Many providers want a separate password for mail programs, made in their web settings, and "
                + "IMAP turned on there.",
            zhHans: "请检查用户名和密码。许多服务商要求在网页设置中开启 IMAP，并为邮件客户端单独生成密码。"))

    static let temporary = LoginMeaning(
        code: .temporarilyUnavailable,
        message: LocalizedText("The server cannot log anyone in at the moment.", zhHans: "服务器暂时无法登录。"),
        remedy: LocalizedText("Try again in a few minutes.", zhHans: "请过几分钟再试。"))

    static let tooManyConnections = LoginMeaning(
        code: .tooManyConnections,
        message: LocalizedText("The account has too many open connections.", zhHans: "该账户的连接数过多。"),
        remedy: LocalizedText(
            "Close other mail programs, wait a few minutes and try again.", zhHans: "请关闭其他邮件客户端，过几分钟再试。"))

    static let expiredPassword = LoginMeaning(
        code: .loginRefused,
        message: LocalizedText("The password has expired.", zhHans: "密码已过期。"),
        remedy: LocalizedText("Set a new one at your provider.", zhHans: "请在服务商处设置新密码。"))

    static let encryptionRequired = LoginMeaning(
        code: .plaintextRefused,
        message: LocalizedText("The server allows logins only over TLS.", zhHans: "服务器只允许通过 TLS 登录。"),
        remedy: LocalizedText("Use the port for TLS (IMAP 993) or STARTTLS.", zhHans: "请使用 TLS 端口（IMAP 993）或 STARTTLS。"))

    static let askAdministrator = LoginMeaning(
        code: .loginRefused,
        message: LocalizedText("The server knows the account, but does not let it in.", zhHans: "服务器认识该账户，但不允许登录。"),
        remedy: LocalizedText("Ask the administrator of the server.", zhHans: "请联系服务器管理员。"))
}
