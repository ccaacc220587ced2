internal import MailCore
internal import MailboxMigration

/// A migration's report as one page that needs nothing else: no script, no picture, nothing from anywhere.
struct ReportPage {
    let language: Language
    /// When the journal was read.
    let time: UTCTime

    func text(of report: MigrationReport) -> String {
        HTML.document(
            .element(
                "html", ["lang": language.rawValue],
                .element("head", head(of: report)),
                .element(
                    "body",
                    [heading(of: report), facts(of: report), proof(of: report), folders(of: report)]
                        + failures(of: report) + droppedFlags(of: report) + mismatches(of: report) + [footer])))
    }

    private func head(of report: MigrationReport) -> [HTML] {
        [
            .void("meta", ["charset": "utf-8"]),
            .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            // Were a name ever to slip through as markup, it could still load and run nothing.
            .void(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
                ]),
            .void("meta", ["name": "referrer", "content": "no-referrer"]),
            .element("title", .text(title(of: report))),
            .style(Self.style),
        ]
    }

    private func title(of report: MigrationReport) -> String {
        "\(name(report.source)) → \(name(report.target))"
    }

    private func name(_ account: ReportedAccount) -> String {
        DisplayText.clean(account.username.contains("@") ? account.username : "\(account.username)@\(account.server)")
    }

    private func heading(of report: MigrationReport) -> HTML {
        let outcome =
            switch report.outcome {
            case .complete: say("✓ Complete.", "✓ 全部完成。")
            case .incomplete:
                say(
                    "✗ Not everything could be copied; nothing was lost at the old account.", "✗ 有邮件未能复制；旧账户中的邮件没有任何丢失。"
                )
            case .interrupted: say("Not finished yet. Run the same command again to continue.", "尚未完成。重新运行同一命令即可继续。")
            }
        return .element(
            "header",
            .element("h1", .text(title(of: report))),
            .element(
                "p", .text("\(DisplayText.clean(report.source.server)) → \(DisplayText.clean(report.target.server))")),
            .element("p", .element("strong", ["class": report.outcome.rawValue], .text(outcome))))
    }

    private func facts(of report: MigrationReport) -> HTML {
        var facts = [
            (Quantity.count(report.total), say("messages at the old account", "旧账户中的邮件")),
            (Quantity.count(report.copied), say("copied", "已复制")),
            (Quantity.bytes(Double(report.bytes)), say("copied", "已复制")),
            (Quantity.count(report.alreadyThere), say("were there before", "原已存在")),
            (Quantity.count(report.failed), say("failed", "失败")),
            (Quantity.count(report.proven), say("proven", "已验证")),
        ]
        if report.skipped > 0 { facts.append((Quantity.count(report.skipped), say("left out on request", "按要求未复制"))) }
        return .element(
            "ul", ["class": "facts"],
            facts.map { .element("li", .element("b", .text($0.0)), .text($0.1)) })
    }

    private func proof(of report: MigrationReport) -> HTML {
        let what =
            switch report.proofLevel {
            case .none: say("Nothing was read back.", "没有读回验证。")
            case .envelope:
                say(
                    "Proven means: read back from the new account, and equal in identifier, size, flags and date.",
                    "“已验证”表示：从新账户读回，标识、大小、标记和日期一致。")
            case .full:
                say(
                    "Proven means: read back from the new account, and equal in every byte, flags and date.",
                    "“已验证”表示：从新账户读回，每个字节、标记和日期都一致。")
            }
        let notes = report.pop3.map { POP3ReportWording($0).lines } ?? []
        return section(
            say("What was proven", "验证内容"),
            [.element("p", .text(what))] + notes.map { .element("p", .text($0.text(in: language))) })
    }

    private func folders(of report: MigrationReport) -> HTML {
        let heads = [
            say("Folder", "文件夹"), say("At the new account", "新账户中"), say("Messages", "邮件"), say("Copied", "复制"),
            say("There before", "原有"), say("Failed", "失败"), say("Proven", "验证"), say("Size", "大小"),
        ]
        let rows = report.mailboxes.map { mailbox in
            [nameCell(mailbox.source), nameCell(mailbox.target)]
                + [mailbox.total, mailbox.copied, mailbox.alreadyThere, mailbox.failed, mailbox.proven]
                .map { number(Quantity.count($0)) }
                + [number(Quantity.bytes(Double(mailbox.bytes)))]
        }
        return section(say("Folders", "文件夹"), table(heads, rows, names: 2))
    }

    /// Folders first, then messages, each reason with what can be done about it.
    private func failures(of report: MigrationReport) -> [HTML] {
        let refused = report.mailboxes.compactMap { mailbox in
            mailbox.refusal.map { (code: $0.code, cells: [nameCell(mailbox.source), words($0.serverText)]) }
        }
        let failed = report.failures.map { failure in
            (
                code: failure.code,
                cells: [
                    nameCell(failure.mailbox), number(failure.uniqueID ?? "\(failure.uid)"),
                    number(Quantity.bytes(Double(failure.size))),
                    words(failure.serverText),
                ]
            )
        }
        guard !refused.isEmpty || !failed.isEmpty else { return [] }
        let folder = say("Folder", "文件夹")
        let theirWords = say("The server's words", "服务器的原话")
        var parts = reasons(refused, [folder, theirWords], names: 2)
        parts += reasons(failed, [folder, "UID", say("Size", "大小"), theirWords], names: 1)
        if let more = more(than: report.failures.count, of: report.failed) { parts.append(more) }
        parts.append(.element("p", .text(FailureAdvice.retry.text(in: language))))
        return [section(say("What failed", "失败内容"), parts)]
    }

    private func reasons(
        _ failures: [(code: DiagnosticCode, cells: [HTML])], _ heads: [String], names: Int
    ) -> [HTML] {
        let codes = failures.map(\.code).reduce(into: [DiagnosticCode]()) { if !$0.contains($1) { $0.append($1) } }
        return codes.flatMap { code in
            let advice = FailureAdvice(for: code)
            let remedy = advice.remedy.map { HTML.element("p", .text($0.text(in: language))) }
            return [.element("h3", .text(advice.meaning.text(in: language)))] + [remedy].compactMap(\.self)
                + [table(heads, failures.filter { $0.code == code }.map(\.cells), names: names)]
        }
    }

    private func droppedFlags(of report: MigrationReport) -> [HTML] {
        let rows = report.mailboxes.flatMap { mailbox in
            mailbox.droppedFlags.map {
                [nameCell(mailbox.source), words($0.name), number(Quantity.count($0.messages))]
            }
        }
        guard !rows.isEmpty else { return [] }
        return [
            section(
                say("What could not be kept", "未能保留的内容"),
                .element("p", .text(FailureAdvice.droppedFlags.text(in: language))),
                table([say("Folder", "文件夹"), say("Flag", "标记"), say("Messages", "邮件")], rows, names: 2))
        ]
    }

    private func mismatches(of report: MigrationReport) -> [HTML] {
        guard report.mismatched > 0 else { return [] }
        let rows = report.mismatches.map {
            [nameCell($0.mailbox), number($0.uniqueID ?? "\($0.uid)"), words($0.what(in: language))]
        }
        let parts =
            [table([say("Folder", "文件夹"), "UID", say("What differs", "不同之处")], rows, names: 1)]
            + [more(than: report.mismatches.count, of: report.mismatched)].compactMap(\.self)
            + MismatchAdvice.texts(for: report.mismatches).map { .element("p", .text($0.text(in: language))) }
        return [section(say("What arrived otherwise than it was sent", "到达后与原件不同"), parts)]
    }

    private func more(than listed: Int, of all: Int) -> HTML? {
        guard all > listed else { return nil }
        let count = Quantity.count(all - listed)
        return .element("p", .text(say("… and \(count) more.", "……另有 \(count) 封。")))
    }

    private var footer: HTML {
        .element("footer", .text(say("Godwit, from the migration's journal on \(time).", "Godwit，读自迁移日志，时间 \(time)。")))
    }
}

// Pieces
extension ReportPage {
    private func section(_ title: String, _ content: HTML...) -> HTML { section(title, content) }

    private func section(_ title: String, _ content: [HTML]) -> HTML {
        .element("section", [.element("h2", .text(title))] + content)
    }

    /// - Parameter names: how many of the first columns hold text.
    private func table(_ heads: [String], _ rows: [[HTML]], names: Int) -> HTML {
        let heads = heads.enumerated().map { index, head in
            HTML.element("th", ["scope": "col", "class": index < names ? "name" : "number"], .text(head))
        }
        return .element(
            "div", ["class": "wide"],
            .element(
                "table", .element("thead", .element("tr", heads)),
                .element("tbody", rows.map { .element("tr", $0) })))
    }

    /// Each name runs in its own direction.
    private func nameCell(_ name: String) -> HTML {
        .element("td", ["class": "name", "dir": "auto"], .text(DisplayText.clean(name)))
    }

    private func words(_ text: String) -> HTML {
        .element("td", ["class": "words", "dir": "auto"], .text(DisplayText.clean(text, limit: ByteLimits.serverText)))
    }

    private func number(_ text: String) -> HTML { .element("td", ["class": "number"], .text(text)) }

    private func say(_ english: String, _ simplifiedChinese: String) -> String {
        LocalizedText(english, zhHans: simplifiedChinese).text(in: language)
    }
}
