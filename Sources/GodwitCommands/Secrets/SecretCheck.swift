internal import AccountVerification
internal import MailCore

/// Looks at secrets before a login is spent on them, and asks where one is most likely the wrong one.
struct SecretCheck {
    let consent: ConsentOptions
    let language: Language

    /// Reads both secrets of a migration, and says on standard error what is odd about them.
    ///
    /// - Throws: ``SecretError``, or ``CommandFailure`` when no password can work, or the person wants to look again.
    func read(
        _ firstSource: SecretSource, of first: ResolvedAccount, and secondSource: SecretSource,
        of second: ResolvedAccount
    ) throws -> (first: Secret, second: Secret) {
        let given = (try read(firstSource, of: first), try read(secondSource, of: second))
        if SecretExamination.areExchanged((given.0, first.provider), (given.1, second.provider)) {
            let finding = Diagnostic.exchangedSecrets
            show([finding])
            try ask([finding], .exchanged)
            return given
        }
        return (try approved(given.0, of: first), try approved(given.1, of: second))
    }

    /// Reads the secret of one account, and says on standard error what is odd about it.
    ///
    /// - Returns: the secret as it was given; the live check corrects it in the same way.
    /// - Throws: ``SecretError``, or ``CommandFailure`` when no password can work, or the person wants to look again.
    func secret(from source: SecretSource, of account: ResolvedAccount) throws -> Secret {
        let given = try read(source, of: account)
        _ = try approved(given, of: account)
        return given
    }

    /// Where no password can work, none is asked for.
    private func read(_ source: SecretSource, of account: ResolvedAccount) throws -> Secret {
        if let impossible = SecretExamination.impossibility(at: account.provider) {
            throw CommandFailure(.credentialsRefused, [impossible])
        }
        let question = LocalizedText("Password of \(account.name):", zhHans: "\(account.name) 的密码：")
        return try source.read(question: question.text(in: language))
    }

    private func approved(_ given: Secret, of account: ResolvedAccount) throws(CommandFailure) -> Secret {
        let examination = SecretExamination(given, for: account.provider)
        show(examination.diagnostics)
        try confirm(examination, of: account)
        return examination.secret
    }

    /// Asks, where somebody is there to answer, before a secret is sent that looks wrong. Nobody there: it is sent, because
    /// what is known of the provider may be out of date.
    func confirm(_ examination: SecretExamination, of account: ResolvedAccount) throws(CommandFailure) {
        guard examination.isDoubtful else { return }
        try ask(examination.diagnostics, .doubtful(examination.diagnostics, account))
    }

    private func ask(_ findings: [Diagnostic], _ question: LocalizedText) throws(CommandFailure) {
        guard !consent.assumesYes else { return }
        guard let answer = Console.current.ask(question.text(in: language)) else { return }
        guard ["y", "yes", "是"].contains(answer.trimmingBlanks().lowercased()) else {
            throw CommandFailure(.credentialsRefused, findings)
        }
    }

    private func show(_ findings: [Diagnostic]) {
        let console = Console.current
        let rendering = DiagnosticRendering(language: language, terminal: console.errorTerminal)
        for finding in findings { console.writeError(rendering.text(of: finding)) }
    }
}

extension LocalizedText {
    fileprivate static let exchanged = LocalizedText("Send them all the same? [y/N] ", zhHans: "仍要发送吗？[y/N] ")

    fileprivate static func doubtful(_ findings: [Diagnostic], _ account: ResolvedAccount) -> LocalizedText {
        let reason = findings.first { $0.code == .secretOfWrongKind }?.message
        return LocalizedText(
            "\(reason?.english ?? "")\nSend it to \(account.name) all the same? [y/N] ",
            zhHans: "\(reason?.simplifiedChinese ?? "")\n仍要用它登录 \(account.name) 吗？[y/N] ")
    }
}

extension Diagnostic {
    fileprivate static var exchangedSecrets: Diagnostic {
        Diagnostic(
            .secretOfWrongKind, severity: .warning,
            message: LocalizedText(
                "The two passwords look exchanged: each has the form of the other account's.",
                zhHans: "两个密码似乎弄反了：各自的形式与对方账户相符。"),
            remedy: LocalizedText(
                "--from-password-… is of the old account, --to-password-… of the new one.",
                zhHans: "--from-password-… 属于旧账户，--to-password-… 属于新账户。"),
            actor: .user)
    }
}
