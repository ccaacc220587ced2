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
            parts.append(settings(of: candidate, in: report))
            parts.append(advice(for: candidate, in: report))
        } else if let notes = report.provider?.notes, notes.isImpossible {
            parts.append(table(of: notes).text(on: terminal))
        }
        if isVerbose { parts += alternatives(in: report) }
        if !report.conflicts.isEmpty { parts.append(conflicts(of: report)) }
        parts.append(attempts(of: report))
        return parts.joined(separator: "\n")
    }

    private func heading(of report: DiscoveryReport) -> String {
        let address = terminal.styled(report.address.display, .bold)
        return report.provider?.displayName.map { "\(address)  \($0)\n" } ?? address + "\n"
    }

    private func settings(of candidate: Candidate, in report: DiscoveryReport) -> String {
        var table = TextTable(indent: 2)
        for server in candidate.incoming + candidate.outgoing {
            table.add([
                .init(server.protocol.rawValue.uppercased(), .bold),
                .init(HostName.display(server.host)), .init(String(server.port)),
                .init(server.security.text(in: language), server.security == .plaintext ? .red : .plain),
                .init(DisplayText.clean(server.username)),
            ])
            let sighting = report.sighting(of: server)
            table.add(["", status(of: server, sighting: sighting)])
            if isVerbose, let greeting = sighting?.greeting { table.add(["", .init(greeting, .dim)]) }
            if isVerbose, let sighting, !sighting.capabilities.isEmpty {
                table.add(["", .init(sighting.capabilities.joined(separator: " "), .dim)])
            }
        }
        return table.text(on: terminal)
    }

    /// Whose server it is, and what it showed.
    private func status(of server: ServerSettings, sighting: ServerSighting?) -> TextTable.Cell {
        let owner = HostName.display(RegistrableDomain.of(host: server.host))
        guard let sighting else { return .init(owner, .dim) }
        let time = "\(sighting.duration.milliseconds) ms"
        switch sighting.outcome {
        case .ready:
            let facts = [word("answers in \(time)", "\(time) 内应答"), sighting.tlsVersion].compactMap { $0 }
            return .init("\(owner) · \(facts.joined(separator: word(", ", "，")))", .dim)
        case .failed:
            return .init("\(owner) · \(sighting.reason?.text(in: language) ?? time)", .yellow)
        }
    }

    private func advice(for candidate: Candidate, in report: DiscoveryReport) -> String {
        var table = TextTable(indent: 2)
        let (trust, notes) = (candidate.trust, report.provider?.notes)
        let source = candidate.source.text(in: language)
        if candidate.isUsableWithoutAsking {
            let consent = word("It may be used without asking.", "可以直接使用，无需确认。")
            table.add([.init(word("Trusted", "可信"), .green), .init(source + word(" ", "") + consent)])
        } else {
            table.add([.init(word("Unverified", "未证实"), .yellow), .init(source)])
            for doubt in trust.doubts { table.add(["", .init(doubt.text.text(in: language))]) }
            table.add(["", .init(word("No password goes there without your consent.", "未经您同意，不会把密码发送到那里。"))])
        }
        for refused in candidate.refused {
            table.add([.init(word("Left out", "未采用"), .yellow), .init(refused.reason.text(in: language))])
        }
        if report.verdict == .bridgeNeeded {
            let text = word("It must run on this computer, and was not seen at work.", "它必须在本机上运行，目前没有看到它在运行。")
            table.add([.init(word("Bridge", "桥接程序"), .yellow), .init(text)])
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

    private func alternatives(in report: DiscoveryReport) -> [String] {
        report.candidates.indices.filter { $0 != report.chosen }.map { index in
            let candidate = report.candidates[index]
            return "\(word("Also found", "另外找到"))  \(candidate.source.text(in: language))\n"
                + settings(of: candidate, in: report)
        }
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
            table.add([
                attempt.mark, .init(attempt.source.rawValue), .init("\(attempt.duration.milliseconds) ms"),
                .init("\(result(of: attempt)) \(target(of: attempt))", .dim),
            ])
            if isVerbose {
                for hop in attempt.evidence.hops { table.add(["", "", "", .init(DisplayText.clean(hop), .dim)]) }
            }
        }
        return word("Asked", "已查询") + "\n" + table.text(on: terminal)
    }

    /// Whom it was asked of; the whole URLs are in the hops.
    private func target(of attempt: Attempt) -> String {
        guard let scheme = attempt.target.firstRange(of: "://") else { return DisplayText.clean(attempt.target) }
        return DisplayText.clean(String(attempt.target[scheme.upperBound...].prefix { $0 != "/" }))
    }

    private func result(of attempt: Attempt) -> String {
        var parts = [attempt.reason?.text(in: language) ?? word("found", "找到")]
        let denied = attempt.evidence.denied.map { "\($0.protocol.rawValue) (\($0.security.text(in: language)))" }
        if !denied.isEmpty {
            let list = denied.joined(separator: ", ")
            parts.append(word("Says that there is no \(list).", "声明不提供 \(list)。"))
        }
        if let isProven = attempt.evidence.isAuthenticatedByDNSSEC { parts.append(isProven ? "DNSSEC ✓" : "DNSSEC –") }
        return parts.joined(separator: " ")
    }

    private func word(_ english: String, _ chinese: String) -> String {
        LocalizedText(english, zhHans: chinese).text(in: language)
    }
}

extension Attempt {
    /// A failure that may be over later says nothing about the provider.
    fileprivate var mark: TextTable.Cell {
        switch outcome {
        case .found: .init("✓", .green)
        case .absent, .skipped: .init("–", .dim)
        case .failed: isTemporary ? .init("?", .yellow) : .init("✗", .red)
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
