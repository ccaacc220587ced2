internal import AccountVerification
internal import MailCore

/// The live check of an account that is being set up, and what follows when the password was wrong.
struct SetupCheck {
    let account: FoundAccount
    let verifier: AccountVerifier
    let speech: SetupSpeech

    /// Passwords that a person may type (count). Providers lock accounts after five wrong ones or more.
    static let passwords = 3

    /// - Parameter secret: nil to look without logging in.
    func report(with secret: Secret?, kind: SecretKind = .password) async -> VerificationReport {
        speech.say { $0.checkHeading }
        return await verify(account.servers, secret, kind)
    }

    /// Asks for the password again while it is the only thing that is wrong. Each one is tried at one server, so that it
    /// costs one login; all are checked with the one that is right.
    ///
    /// - Parameter ask: gets the next one. An empty line is the end.
    func again(
        after report: VerificationReport, ask: () throws -> Secret
    ) async throws -> VerificationReport {
        var last = report
        for left in (1..<Self.passwords).reversed() where last.isWorthAnotherPassword {
            speech.say { $0.wrongPassword(last.servers.first?.diagnostics ?? [], left: left) }
            let secret: Secret
            do { secret = try ask() } catch SecretError.empty { return report }
            last = await verify([account.settings], secret)
            if last.servers.first?.works == true { return await self.report(with: secret) }
        }
        // Only what the last server said is new; what the others said is still so.
        return VerificationReport(
            account: last.account, servers: last.servers + report.servers.dropFirst(last.servers.count),
            secretFindings: last.secretFindings)
    }

    private func verify(
        _ servers: [ServerSettings], _ secret: Secret?, _ kind: SecretKind = .password
    ) async -> VerificationReport {
        let speech = speech
        return await verifier.verify(
            account: account.resolved.name, servers: servers, secret: secret, kind: kind, provider: account.provider
        ) { event in speech.say { $0.line(event) } }
    }
}

extension VerificationReport {
    /// Whether the server that gives mail out refused the password, and nobody says that it is too late for another one.
    var isWorthAnotherPassword: Bool {
        let wrong: Set<DiagnosticCode> = [.loginRefused, .appPasswordRequired, .authorizationCodeRequired]
        let over: Set<DiagnosticCode> = [
            .tooManyAttempts, .accountLocked, .webLoginRequired, .placeRefused, .tooManyConnections,
        ]
        let errors = servers.first?.diagnostics.filter { $0.severity == .error } ?? []
        return !errors.isEmpty && errors.allSatisfy { wrong.contains($0.code) }
            && !diagnostics.contains { over.contains($0.code) }
    }
}
