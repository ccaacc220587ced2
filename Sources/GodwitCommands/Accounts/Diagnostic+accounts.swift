internal import MailCore

extension Diagnostic {
    static func otherProtocol(_ given: MailProtocol, wanted: MailProtocol) -> Diagnostic {
        let (given, wanted) = (given.rawValue.uppercased(), wanted.rawValue.uppercased())
        return Diagnostic(
            .invalidArgument,
            message: LocalizedText(
                "The URL names a \(given) server; this needs \(wanted).", zhHans: "网址是 \(given) 服务器，这里需要 \(wanted)。"),
            remedy: LocalizedText(
                "Use a URL that begins with \(wanted.lowercased())s:// or the mail address.",
                zhHans: "请使用以 \(wanted.lowercased())s:// 开头的网址，或直接使用邮箱地址。"))
    }

    static func plaintextNotAllowed(_ settings: ServerSettings) -> Diagnostic {
        let host = HostName.display(settings.host)
        let scheme = settings.protocol.rawValue
        return Diagnostic(
            .plaintextRefused,
            message: LocalizedText(
                "\(host) would be reached without encryption: everybody on the way could read the password.",
                zhHans: "与 \(host) 的连接不加密：沿途任何人都能看到密码。"),
            remedy: LocalizedText(
                "Use \(scheme)s:// or \(scheme)+starttls://. If you really mean it, add --allow-plaintext.",
                zhHans: "请使用 \(scheme)s:// 或 \(scheme)+starttls://。确实需要时，请加上 --allow-plaintext。"))
    }

    static func unverified(_ settings: ServerSettings, trust: Trust, for address: EmailAddress) -> Diagnostic {
        let (host, address) = (HostName.display(settings.host), address.display)
        return Diagnostic(
            .settingsUnverified,
            message: LocalizedText(
                "Nobody vouches that \(host) is the mail server of \(address); no password was sent.",
                zhHans: "无法证实 \(host) 是 \(address) 的邮件服务器；没有发送密码。"),
            evidence: trust.doubts.map { $0.text.english }.joined(separator: " "),
            remedy: LocalizedText(
                "If you know the server, repeat with --yes, or name it by a URL such as imaps://user%40domain@\(host).",
                zhHans: "如果您确认这台服务器，请加上 --yes 重试，或用网址指明，例如 imaps://user%40domain@\(host)。"))
    }
}
