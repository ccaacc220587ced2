internal import MailCore
internal import POP3Client

/// What a POP3 server's capabilities mean to its user (RFC 2449 §6).
struct POP3AccountFindings {
    let capabilities: POP3Capabilities
    /// Nil when nobody knows.
    let hasUniqueIDs: Bool?

    /// `expiryDays` and `loginDelay` (milliseconds), as far as the server tells.
    var limits: [String: UInt64] {
        var limits: [String: UInt64] = [:]
        if case .days(let days)? = capabilities.expiry?.value { limits["expiryDays"] = UInt64(clamping: days) }
        limits["loginDelay"] = (capabilities.loginDelay?.value.milliseconds).map { UInt64(clamping: $0) }
        return limits
    }

    /// The extensions that make reading mail better or worse, as far as they are there.
    var extensions: String {
        let wanted = ["EXPIRE", "LOGIN-DELAY", "PIPELINING", "TOP", "UIDL", "UTF8"]
        return capabilities.lines.filter { line in wanted.contains { line == $0 || line.hasPrefix($0 + " ") } }
            .joined(separator: ", ")
    }

    /// What a program that reads mail has to do without.
    var missing: [Diagnostic] {
        guard hasUniqueIDs == false else { return [] }
        return [
            Diagnostic(
                .missingExtension, severity: .warning,
                message: LocalizedText(
                    "The server gives messages no lasting names (no UIDL): a program cannot tell which ones it has already.",
                    zhHans: "服务器不为邮件提供固定标识（不支持 UIDL）：程序无法辨别哪些邮件已经取过。"),
                remedy: LocalizedText("Use IMAP where the provider has it.", zhHans: "如果服务商支持 IMAP，请改用 IMAP。"),
                actor: .provider)
        ]
    }

    var diagnostics: [Diagnostic] {
        [expiry, loginDelay].compactMap(\.self)
    }

    private var expiry: Diagnostic? {
        guard case .days(let days)? = capabilities.expiry?.value else { return nil }
        guard days > 0 else {
            return Diagnostic(
                .providerLimit, severity: .warning,
                message: LocalizedText(
                    "The server may delete mail as soon as a program has read it over POP3 (EXPIRE 0).",
                    zhHans: "邮件一经 POP3 读取，服务器就可能将其删除（EXPIRE 0）。"),
                remedy: LocalizedText(
                    "Use IMAP where the provider has it; otherwise let only one program read the mail.",
                    zhHans: "如果服务商支持 IMAP，请改用 IMAP；否则请只用一个程序收信。"),
                actor: .user)
        }
        return Diagnostic(
            .providerLimit, severity: .info,
            message: LocalizedText(
                "The server keeps mail that was read over POP3 for \(days) days, and may delete it then.",
                zhHans: "经 POP3 读取的邮件，服务器保留 \(days) 天，之后可能删除。"),
            actor: .nobody)
    }

    private var loginDelay: Diagnostic? {
        guard let delay = capabilities.loginDelay?.value, delay > .zero else { return nil }
        let seconds = delay.milliseconds / 1_000
        return Diagnostic(
            .providerLimit, severity: .info,
            message: LocalizedText(
                "The server wants \(seconds) seconds between two logins.", zhHans: "服务器要求两次登录至少间隔 \(seconds) 秒。"),
            actor: .nobody)
    }
}
