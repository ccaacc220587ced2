internal import MailCore
internal import MailTransport
internal import SMTPClient

/// Looks at a submission server, logs in, and asks whether mail from the address would be taken. Nothing is sent.
struct SMTPProbe {
    let context: ProbeContext

    func run() async throws {
        try await SMTPConnection.withConnection(
            to: context.target, on: context.eventLoop, options: context.transport, transcript: context.transcript,
            label: context.label
        ) { try await converse(over: $0) }
    }

    private func converse(over connection: SMTPConnection) async throws {
        let offered = await connection.capabilities
        context.finishLook(capabilities: offered.lines, mechanisms: offered.mechanisms)
        context.findings.note { $0.limits["sizeLimit"] = offered.sizeLimit }
        if context.settings.needsLogin {
            try await context.finishChoice(offered: offered.mechanisms.sorted()) {
                await connection.loginMethods(for: $0)
            }
        }
        if let credentials = context.credentials {
            if context.settings.needsLogin {
                try await connection.login(credentials)
                context.finishLogin(with: await connection.loginMechanism)
            }
            try await askForSender(connection)
            context.recorder.finish(.limits, detail: offered.limits)
        }
        await connection.quit()
    }

    private func askForSender(_ connection: SMTPConnection) async throws {
        guard let sender = context.sender else {
            return context.recorder.finish(.access, diagnostics: [Self.noSender])
        }
        do throws(SMTPError) {
            try await connection.checkSender(sender)
        } catch {
            guard error == .unencodableArgument else { throw error }
            throw ProbeRefusal(diagnostic: unsendable(sender))
        }
        context.recorder.finish(.access, detail: "MAIL FROM:<\(sender)>")
    }

    private static var noSender: Diagnostic {
        Diagnostic(
            .senderNotAsked, severity: .info,
            message: LocalizedText(
                "Whether mail may be sent was not asked, because the user name is no mail address.",
                zhHans: "用户名不是邮箱地址，因此没有询问能否发信。"),
            remedy: LocalizedText("Give the mail address in place of the URL.", zhHans: "请用邮箱地址代替网址。"),
            actor: .user)
    }

    private func unsendable(_ sender: String) -> Diagnostic {
        let host = HostName.display(context.settings.host)
        return Diagnostic(
            .senderRefused,
            message: LocalizedText(
                "\(host) takes no address in this script (no SMTPUTF8).", zhHans: "\(host) 不支持这种文字的地址（不支持 SMTPUTF8）。"),
            evidence: sender,
            remedy: LocalizedText(
                "Ask the provider for another address of the account to send from.", zhHans: "请向服务商询问该账户可用于发信的其他地址。"),
            actor: .provider)
    }
}

extension SMTPCapabilities {
    /// What bounds a message, for people.
    fileprivate var limits: String {
        lines.filter { line in ["SIZE", "8BITMIME", "SMTPUTF8", "PIPELINING"].contains { line.hasPrefix($0) } }
            .joined(separator: ", ")
    }
}
