package import MailCore

/// Puts a server's reply into words: by the catalogue where it is known, else as it is, with the stage.
package enum ReplyDiagnosis {
    /// - Parameter host: the server, safe to show.
    package static func diagnostic(for reply: ServerReply, host: String) -> Diagnostic {
        known(reply) ?? unknown(reply, host: host)
    }

    /// - Returns: nil for words that nobody has noted.
    package static func known(_ reply: ServerReply) -> Diagnostic? {
        ReplyCatalogue.cause(of: reply)?.diagnostic(evidence: reply.text)
    }

    private static func unknown(_ reply: ServerReply, host: String) -> Diagnostic {
        if reply.isTemporary { return temporary(reply, host: host) }
        return switch (reply.stage, reply.protocol) {
        case (.login, _): refusedLogin(reply)
        case (.access, .smtp): refusedSender(reply, host: host)
        case (.access, _):
            Diagnostic(
                .mailboxRefused,
                message: LocalizedText(
                    "The login worked, but \(host) does not open the inbox.", zhHans: "登录成功，但 \(host) 不允许打开收件箱。"),
                evidence: reply.text, remedy: lookOrAsk)
        case (.resolve, _), (.connect, _), (.tls, _), (.greeting, _), (.capabilities, _), (.starttls, _),
            (.mechanism, _), (.limits, _):
            Diagnostic(
                .commandRefused,
                message: LocalizedText(
                    "\(host) refused to go on (\(reply.stage.rawValue)).",
                    zhHans: "\(host) 拒绝继续（\(reply.stage.rawValue)）。"),
                evidence: reply.text, remedy: lookOrAsk)
        }
    }

    private static func refusedLogin(_ reply: ServerReply) -> Diagnostic {
        let name = reply.protocol.rawValue.uppercased()
        return Diagnostic(
            .loginRefused,
            message: LocalizedText("The server refused the user name or password.", zhHans: "服务器拒绝了用户名或密码。"),
            evidence: reply.text,
            remedy: LocalizedText(
                "Check both. Many providers want a separate password for mail programs, made in their web settings, "
                    + "and \(name) turned on there.",
                zhHans: "请检查用户名和密码。许多服务商要求在网页设置中开启 \(name)，并为邮件客户端单独生成密码。"),
            actor: .user)
    }

    private static func refusedSender(_ reply: ServerReply, host: String) -> Diagnostic {
        Diagnostic(
            .senderRefused,
            message: LocalizedText(
                "\(host) takes no mail from this address.", zhHans: "\(host) 不接受用此地址发信。"),
            evidence: reply.text,
            remedy: LocalizedText(
                "Use the address of the account, or have the provider allow this one.",
                zhHans: "请使用该账户自己的地址，或请服务商允许此地址。"),
            actor: .user)
    }

    private static func temporary(_ reply: ServerReply, host: String) -> Diagnostic {
        Diagnostic(
            .temporarilyUnavailable,
            message: LocalizedText(
                "\(host) cannot do that at the moment (\(reply.stage.rawValue)).",
                zhHans: "\(host) 暂时无法处理（\(reply.stage.rawValue)）。"),
            evidence: reply.text,
            remedy: LocalizedText("Try again in a few minutes.", zhHans: "请过几分钟再试。"), actor: .nobody)
    }

    static let lookOrAsk = LocalizedText(
        "Look into the account in the provider's web mail, or ask the provider.", zhHans: "请在网页邮箱中查看该账户，或询问服务商。")
}
