internal import AccountVerification
internal import MailCore

/// Shows to a person what the live check of an account found.
struct VerificationRendering {
    let language: Language
    let terminal: Terminal
    /// Also the capabilities and every certificate of the chain.
    let isVerbose: Bool

    func text(of report: VerificationReport) -> String {
        let heading = terminal.styled(DisplayText.clean(report.account), .bold) + "\n"
        let rendering = DiagnosticRendering(language: language, terminal: terminal)
        let findings = report.secretFindings.map(rendering.text).joined()
        let servers = report.servers.map { text(of: $0) }
        return ([heading] + (findings.isEmpty ? [] : [findings]) + servers + [verdict(of: report)])
            .joined(separator: "\n")
    }

    private func text(of server: ServerReport) -> String {
        var facts = TextTable(indent: 2)
        add(server.chain, to: &facts)
        if let mailboxes = server.mailboxes { add(mailboxes, server.limits, to: &facts) }
        if isVerbose { addCapabilities(of: server, to: &facts) }
        return title(of: server.settings) + steps(of: server) + facts.text(on: terminal)
    }

    private func title(of settings: ServerSettings) -> String {
        let place = "\(HostName.display(settings.host)):\(settings.port)"
        let name = terminal.styled(settings.protocol.rawValue.uppercased(), .bold)
        return "\(name)  \(place)  \(settings.security.text(in: language))  \(DisplayText.clean(settings.username))\n"
    }

    private func steps(of server: ServerReport) -> String {
        let rendering = DiagnosticRendering(language: language, terminal: terminal)
        var table = TextTable(indent: 2)
        for step in server.steps {
            table.add([
                step.outcome.mark, .init(step.name.text(in: language)),
                .init(step.outcome == .skipped ? "" : "\(step.duration.milliseconds) ms", .dim),
                .init(step.detail ?? "", .dim),
            ])
        }
        return table.text(on: terminal) + server.diagnostics.map(rendering.text).joined()
    }

    /// The server's own certificate, and each other one that something is wrong with.
    private func add(_ chain: [Certificate], to table: inout TextTable) {
        for (index, certificate) in chain.enumerated()
        where isVerbose || index == 0 || !certificate.problems.isEmpty {
            let period = "\(certificate.notBefore.date) – \(certificate.notAfter.date)"
            table.add([.init(word("Certificate", "证书")), .init(DisplayText.clean(certificate.subject))])
            if !certificate.names.isEmpty {
                table.add(["", .init(DisplayText.clean(certificate.names.joined(separator: ", ")))])
            }
            table.add([
                "", .init("\(word("issued by", "签发者")) \(DisplayText.clean(certificate.issuer)), \(period)", .dim),
            ])
            if isVerbose { table.add(["", .init(strength(of: certificate), .dim)]) }
            if !certificate.problems.isEmpty {
                let problems = certificate.problems.map { $0.text(in: language) }
                table.add(["", .init(problems.joined(separator: word(", ", "、")), .red)])
            }
        }
    }

    private func strength(of certificate: Certificate) -> String {
        let key = certificate.key.bits == 0 ? "" : "\(certificate.key.algorithm) \(certificate.key.bits)"
        let origin = certificate.isSent ? "" : word("from the trust store", "来自本机信任库")
        return [key, certificate.signature, origin].filter { !$0.isEmpty }.map { DisplayText.clean($0) }
            .joined(separator: ", ")
    }

    private func add(_ mailboxes: MailboxSummary, _ limits: [String: UInt64], to table: inout TextTable) {
        let folders = Quantity.count(mailboxes.folders)
        let special = mailboxes.specialUses.map { "\($0.name) (\($0.use))" }.joined(separator: word(", ", "、"))
        table.add([
            .init(word("Folders", "文件夹")),
            .init(special.isEmpty ? folders : word("\(folders): \(special)", "\(folders) 个：\(special)")),
        ])
        if let used = limits["storageUsed"], let limit = limits["storageLimit"] {
            let (used, limit) = (Quantity.bytes(Double(used)), Quantity.bytes(Double(limit)))
            table.add([.init(word("Storage", "容量")), .init(word("\(used) of \(limit)", "已用 \(used)，共 \(limit)"))])
        }
        if let limit = limits["appendLimit"] {
            let limit = Quantity.bytes(Double(limit))
            table.add([.init(word("Message", "单封邮件")), .init(word("up to \(limit)", "不超过 \(limit)"))])
        }
    }

    private func addCapabilities(of server: ServerReport, to table: inout TextTable) {
        guard !server.capabilities.isEmpty else { return }
        let names = server.capabilities.map { DisplayText.clean($0) }.joined(separator: " ")
        table.add([.init(word("Capabilities", "功能")), .init(names, .dim)])
    }

    func verdict(of report: VerificationReport) -> String {
        summary(of: report) + parts(of: report)
    }

    private func summary(of report: VerificationReport) -> String {
        switch report.verdict {
        case .ready: terminal.styled(readyText(of: report), .green) + "\n"
        case .actionNeeded:
            terminal.styled(word("Not ready: something has to be done first, see above.", "尚未就绪：请先按上述提示处理。"), .yellow)
                + "\n"
        case .impossible:
            terminal.styled(word("This does not work with a password, see above.", "用密码无法使用，见上述说明。"), .red) + "\n"
        case .unreachable:
            terminal.styled(word("The server could not be used, see above.", "无法使用该服务器，见上述说明。"), .red) + "\n"
        }
    }

    /// Which part of the account works; nothing where all of it does, or none.
    private func parts(of report: VerificationReport) -> String {
        let working = names(of: report.servers.filter(\.works))
        let failing = names(of: report.servers.filter { !$0.works })
        guard isLoggedIn(report), !working.isEmpty, !failing.isEmpty else { return "" }
        return word("Works: \(working). Does not work: \(failing).", "可用：\(working)。不可用：\(failing)。") + "\n"
    }

    /// What the servers are for, and their protocols.
    private func names(of servers: [ServerReport]) -> String {
        let kinds = servers.map(\.settings.protocol)
        let reading = kinds.filter { $0 != .smtp }.map { $0.rawValue.uppercased() }.joined(separator: word(", ", "、"))
        let purposes = [
            reading.isEmpty ? nil : word("reading (\(reading))", "收信（\(reading)）"),
            kinds.contains(.smtp) ? word("sending (SMTP)", "发信（SMTP）") : nil,
        ]
        return purposes.compactMap(\.self).joined(separator: word(", ", "、"))
    }

    /// Says no more than was checked.
    private func readyText(of report: VerificationReport) -> String {
        isLoggedIn(report)
            ? word("Ready: the account works.", "就绪：账户可以使用。")
            : word("The server answers as it should; no login was tried.", "服务器应答正常；没有尝试登录。")
    }

    private func isLoggedIn(_ report: VerificationReport) -> Bool {
        report.servers.contains { server in
            server.steps.contains { [.login, .access].contains($0.name) && [.ok, .warning].contains($0.outcome) }
        }
    }

    private func word(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: language)
    }
}

extension VerificationStep.Outcome {
    var mark: TextTable.Cell {
        switch self {
        case .ok: .init("✓", .green)
        case .warning: .init("!", .yellow)
        case .failed: .init("✗", .red)
        case .skipped: .init("–", .dim)
        }
    }
}

extension VerificationStep.Name {
    func text(in language: Language) -> String {
        let text =
            switch self {
            case .resolve: LocalizedText("look up the name", zhHans: "查询域名")
            case .connect: LocalizedText("connect", zhHans: "连接")
            case .tls: LocalizedText("encrypt (TLS)", zhHans: "加密（TLS）")
            case .greeting: LocalizedText("greeting", zhHans: "问候")
            case .capabilities: LocalizedText("capabilities", zhHans: "功能")
            case .starttls: LocalizedText("encrypt (STARTTLS)", zhHans: "加密（STARTTLS）")
            case .mechanism: LocalizedText("way to log in", zhHans: "登录方式")
            case .login: LocalizedText("log in", zhHans: "登录")
            case .access: LocalizedText("use the account", zhHans: "使用账户")
            case .limits: LocalizedText("limits", zhHans: "限制")
            }
        return text.text(in: language)
    }
}
