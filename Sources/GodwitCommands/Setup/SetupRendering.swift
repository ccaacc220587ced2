internal import AccountDiscovery
internal import AccountVerification
internal import MailCore

/// What `setup` says to a person, stage by stage.
struct SetupRendering {
    let language: Language
    let terminal: Terminal

    // MARK: 1 · The settings

    func settings(of account: FoundAccount) -> String {
        let name = terminal.styled(account.address.display, .bold)
        let heading = account.provider?.displayName.map { "\(name)  \($0)\n" } ?? name + "\n"
        var table = TextTable(indent: 2)
        for server in account.servers {
            table.add([
                .init(server.protocol.rawValue.uppercased(), .bold),
                .init(HostName.display(server.host)), .init(String(server.port)),
                .init(server.security.text(in: language), server.security == .plaintext ? .red : .plain),
                .init(DisplayText.clean(server.username)),
            ])
            table.add(["", .init(HostName.display(RegistrableDomain.of(host: server.host)), .dim)])
        }
        return heading + stage(1, word("Settings", "设置")) + table.text(on: terminal) + "\n" + trust(of: account)
    }

    private func trust(of account: FoundAccount) -> String {
        var table = TextTable(indent: 2)
        if let candidate = account.candidate {
            let isTrusted = candidate.isUsableWithoutAsking
            let title = isTrusted ? word("Trusted", "可信") : word("Unverified", "未证实")
            table.add([.init(title, isTrusted ? .green : .yellow), .init(candidate.source.text(in: language))])
            for doubt in candidate.trust.doubts { table.add(["", .init(doubt.text.text(in: language))]) }
        } else {
            table.add([.init(word("Named", "指定"), .green), .init(word("You named the servers.", "服务器由您指定。"))])
        }
        return table.text(on: terminal)
    }

    // MARK: 2 · The password

    /// Which one is wanted, how to make it, and what has to be switched on first.
    func access(_ notes: ProviderNotes?) -> String {
        var table = TextTable(indent: 2)
        if let notes { ProviderNotesRendering(language: language).addAccess(notes, to: &table) }
        if notes?.secret == nil {
            table.add([
                .init(word("Secret", "密码")),
                .init(
                    word(
                        "The password of the mailbox. If the provider has app passwords, one of those.",
                        "邮箱的密码；如果服务商提供应用专用密码或授权码，请用它。")),
            ])
        }
        return stage(2, word("Password", "密码")) + table.text(on: terminal)
    }

    // MARK: 3 · The check

    var checkHeading: String { stage(3, word("Check", "检查")) }

    /// What was wrong with the password, and what another one costs.
    ///
    /// - Parameter left: passwords that may still be typed (count).
    func wrongPassword(_ findings: [Diagnostic], left: Int) -> String {
        let rendering = DiagnosticRendering(language: language, terminal: terminal)
        let offer =
            left == 1
            ? word(
                "You may type it once more; that is one more login. An empty line ends this.",
                "还可以再输入一次，即再登录一次。直接按回车则结束。")
            : word(
                "You may type it \(left) times more; each is one more login, and providers lock accounts after too many. An empty line ends this.",
                "还可以再输入 \(left) 次，每次登录一次；次数过多时服务商会锁定账户。直接按回车则结束。")
        return "\n" + findings.map(rendering.text).joined() + offer + "\n"
    }

    /// A line for each thing that happened, as it happens.
    func line(_ event: VerificationEvent) -> String {
        var table = TextTable(indent: 2)
        switch event {
        case .began(let server):
            let place = "\(HostName.display(server.host)):\(server.port)"
            table.add([.init(server.protocol.rawValue.uppercased(), .bold), .init(place)])
        case .finished(let step):
            // Each line is a table of its own, so all columns have the width that the widest one will need.
            let names = VerificationStep.Name.allCases.map { $0.text(in: language) }
            let name = step.name.text(in: language)
            let width = names.map(\.terminalWidth).max() ?? 0
            let padding = String(repeating: " ", count: max(0, width - name.terminalWidth))
            let time = "\(step.duration.milliseconds) ms".paddedLeft(to: 8)
            let detail = step.detail.map { [TextTable.Cell($0, .dim)] } ?? []
            table.add([step.outcome.mark, .init(name + padding), .init(time, .dim)] + detail)
        }
        return table.text(on: terminal)
    }

    // MARK: 4 · The result

    func result(_ report: VerificationReport, of account: FoundAccount) -> String {
        let rendering = DiagnosticRendering(language: language, terminal: terminal)
        let verdict = VerificationRendering(language: language, terminal: terminal, isVerbose: false)
            .verdict(of: report)
        return stage(4, word("Result", "结果"))
            + findings(in: report, of: account).map(rendering.text).joined() + verdict
    }

    /// What the provider hides and limits is part of the report after a login; otherwise it is said without one.
    private func findings(in report: VerificationReport, of account: FoundAccount) -> [Diagnostic] {
        let found = report.servers.flatMap(\.diagnostics)
        if report.hasLoggedIn { return found }
        let readiness = MigrationReadiness(
            provider: account.provider, settings: account.settings, roles: [.source, .target])
        return found + readiness.findings
    }

    /// What to type into another program, phone or printer.
    func table(of account: FoundAccount) -> String {
        let heading = word("To type elsewhere:", "在其他程序中填写：") + "\n"
        let kind = account.provider?.notes?.secret?.kind ?? .password
        let isSendingKnown = account.servers.contains { $0.protocol == .smtp }
        return "\n" + heading + account.servers.map { table(of: $0, secret: kind) }.joined()
            + (isSendingKnown ? "" : "  " + word("Who sends mail is not known.", "发信服务器未知。") + "\n")
    }

    private func table(of server: ServerSettings, secret: SecretPolicy.Kind) -> String {
        var table = TextTable(indent: 4)
        let title =
            server.protocol == .smtp
            ? word("Outgoing mail (SMTP)", "发送邮件（SMTP）")
            : word(
                "Incoming mail (\(server.protocol.rawValue.uppercased()))",
                "接收邮件（\(server.protocol.rawValue.uppercased())）")
        table.add([.init(word("Server", "服务器")), .init(server.host)])
        table.add([.init(word("Port", "端口")), .init(String(server.port))])
        table.add([.init(word("Encryption", "加密")), .init(server.security.choice(in: language))])
        if !(server.authentication == [.none]) {
            table.add([.init(word("User name", "用户名")), .init(DisplayText.clean(server.username))])
            table.add([.init(word("Password", "密码")), .init(secret.name.text(in: language))])
        }
        return "  " + terminal.styled(title, .bold) + "\n" + table.text(on: terminal)
    }

    /// What was written, and what to do next.
    func ending(saved: String?, exports: [ExportRequest], of account: FoundAccount) -> String {
        var table = TextTable()
        if let saved { table.add([.init(word("Saved", "已保存"), .green), .init(DisplayText.clean(saved))]) }
        for export in exports where export.path != ExportRequest.standardOutput {
            table.add([
                .init(word("Written", "已写入"), .green), .init("\(export.name): \(DisplayText.clean(export.path))"),
            ])
        }
        if saved != nil {
            let address = account.address.description
            table.add([.init(word("Next", "下一步")), .init("godwit migrate --from \(address) --to …")])
        }
        let text = table.text(on: terminal)
        return text.isEmpty ? "" : "\n" + text
    }

    private func stage(_ number: Int, _ title: String) -> String {
        "\n" + terminal.styled("\(number) · \(title)", .bold) + "\n"
    }

    private func word(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: language)
    }
}

extension VerificationReport {
    fileprivate var hasLoggedIn: Bool {
        servers.contains { $0.steps.contains { $0.name == .login && $0.outcome == .ok } }
    }
}

extension ConnectionSecurity {
    /// As mail programs offer it.
    fileprivate func choice(in language: Language) -> String {
        self == .tls ? "SSL/TLS" : text(in: language)
    }
}

extension SecretPolicy.Kind {
    /// What to type where a program asks for the password.
    fileprivate var name: LocalizedText {
        switch self {
        case .password: LocalizedText("the mailbox password", zhHans: "邮箱密码")
        case .appPassword: LocalizedText("the app password", zhHans: "应用专用密码")
        case .authorizationCode: LocalizedText("the authorization code (授权码)", zhHans: "授权码")
        case .mailboxPassword:
            LocalizedText("the mailbox password, not the customer account's", zhHans: "邮箱密码，而不是客户账号的密码")
        case .oauth2: LocalizedText("none: sign in in the browser", zhHans: "无：在浏览器中登录")
        case .bridge: LocalizedText("the one that the bridge shows", zhHans: "桥接程序显示的密码")
        case .nonePossible: LocalizedText("none", zhHans: "无")
        }
    }
}
