internal import AccountDiscovery
internal import MailCore

/// Shows to a person what was found for an address.
struct DiscoveryRendering {
    let language: Language
    let terminal: Terminal
    /// Also every other candidate.
    let isVerbose: Bool

    func text(of report: DiscoveryReport) -> String {
        var parts = [heading(of: report)]
        if let candidate = report.chosenCandidate {
            parts.append(settings(of: candidate))
            parts.append(advice(for: candidate, notes: report.provider?.notes))
        } else if let notes = report.provider?.notes, notes.isImpossible {
            parts.append(table(of: notes).text(on: terminal))
        }
        if isVerbose { parts += report.candidates.dropFirst().map(alternative) }
        if !report.conflicts.isEmpty { parts.append(conflicts(of: report)) }
        parts.append(attempts(of: report))
        return parts.joined(separator: "\n")
    }

    private func heading(of report: DiscoveryReport) -> String {
        let address = terminal.styled(report.address.display, .bold)
        return report.provider?.displayName.map { "\(address)  \($0)\n" } ?? address + "\n"
    }

    private func settings(of candidate: Candidate) -> String {
        var table = TextTable(indent: 2)
        for server in candidate.incoming + candidate.outgoing {
            table.add([
                .init(server.protocol.rawValue.uppercased(), .bold),
                .init(HostName.display(server.host)), .init(String(server.port)),
                .init(server.security.text(in: language), server.security == .plaintext ? .red : .plain),
                .init(DisplayText.clean(server.username)),
            ])
        }
        return table.text(on: terminal)
    }

    private func advice(for candidate: Candidate, notes: ProviderNotes?) -> String {
        var table = TextTable(indent: 2)
        let trust = candidate.trust
        if trust.doubts.isEmpty {
            table.add([.init(word("Trusted", "可信"), .green), .init(candidate.source.text(in: language))])
        } else {
            table.add([.init(word("Unverified", "未证实"), .yellow), .init(candidate.source.text(in: language))])
            for doubt in trust.doubts { table.add(["", .init(doubt.text.text(in: language))]) }
        }
        let rendering = ProviderNotesRendering(language: language)
        if let notes { rendering.add(notes, to: &table) }
        for page in candidate.documentation {
            table.add([.init(word("Help", "帮助")), .init(DisplayText.clean(page), .cyan)])
        }
        if let notes { rendering.addDate(of: notes, to: &table) }
        return table.text(on: terminal)
    }

    private func table(of notes: ProviderNotes) -> TextTable {
        var table = TextTable(indent: 2)
        let rendering = ProviderNotesRendering(language: language)
        rendering.add(notes, to: &table)
        rendering.addDate(of: notes, to: &table)
        return table
    }

    private func alternative(_ candidate: Candidate) -> String {
        "\(word("Also found", "另外找到"))  \(candidate.source.text(in: language))\n" + settings(of: candidate)
    }

    private func conflicts(of report: DiscoveryReport) -> String {
        var table = TextTable(indent: 2)
        for conflict in report.conflicts {
            for value in conflict.values {
                table.add([.init(conflict.what), .init(value.source.rawValue), .init(DisplayText.clean(value.value))])
            }
        }
        return terminal.styled(word("The sources disagree", "来源之间有矛盾"), .yellow) + "\n" + table.text(on: terminal)
    }

    private func attempts(of report: DiscoveryReport) -> String {
        var table = TextTable(indent: 2)
        for attempt in report.attempts {
            let reason = attempt.reason?.text(in: language) ?? word("found", "找到")
            table.add([
                attempt.outcome.mark, .init(attempt.source.rawValue), .init("\(attempt.duration.milliseconds) ms"),
                .init("\(reason) \(DisplayText.clean(attempt.target))", .dim),
            ])
        }
        return word("Asked", "已查询") + "\n" + table.text(on: terminal)
    }

    private func word(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: language)
    }
}

extension Attempt.Outcome {
    fileprivate var mark: TextTable.Cell {
        switch self {
        case .found: .init("✓", .green)
        case .absent, .skipped: .init("–", .dim)
        case .failed: .init("✗", .red)
        }
    }
}

extension ConnectionSecurity {
    /// For tables.
    func text(in language: Language) -> String {
        switch self {
        case .tls: "TLS"
        case .starttls: "STARTTLS"
        case .plaintext: LocalizedText("no encryption", zhHans: "不加密").text(in: language)
        }
    }
}

extension SourceName {
    /// Who said so.
    func text(in language: Language) -> String {
        let text =
            switch self {
            case .profile: LocalizedText("Bundled with Godwit.", zhHans: "Godwit 内置资料。")
            case .url: LocalizedText("The document you named.", zhHans: "您指定的文档。")
            case .autoconfig, .wellKnown:
                LocalizedText("Published by the provider over https.", zhHans: "服务商通过 https 公布。")
            case .srv: LocalizedText("SRV records in DNS.", zhHans: "DNS 中的 SRV 记录。")
            }
        return text.text(in: language)
    }
}
