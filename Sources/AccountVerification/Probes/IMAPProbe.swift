internal import AccountDiscovery
internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore

/// Checks one IMAP server: connects, looks, logs in once, and looks into the account without changing it.
struct IMAPProbe {
    let settings: ServerSettings
    let transport: TransportOptions
    let transcript: Transcript?
    var provider: AutoconfigDocument?
    /// Told each step when it is over.
    var observer: @Sendable (VerificationStep) -> Void = { _ in }

    /// - Parameter secret: nil to look without logging in.
    func run(secret: Secret?, on eventLoop: any EventLoop) async -> ServerReport {
        let recorder = StepRecorder(plan: plan, observer: observer)
        let findings = ProbeFindings()
        var options = transport
        options.observer = { event in
            if case .connected(let address) = event { findings.note { $0.address = address } }
            if case .secured(let summary) = event { findings.note { $0.tls = summary } }
            note(event, in: recorder)
        }
        var refusedChain: [Certificate] = []
        do {
            try await IMAPConnection.withConnection(
                to: TransportTarget(settings), on: eventLoop, options: options, transcript: transcript, label: "verify"
            ) { connection in
                try await converse(over: connection, secret: secret, recorder: recorder, findings: findings)
            }
        } catch let refusal as DANERefusal {
            recorder.fail([refusal.diagnostic])
        } catch {
            let error = error as? IMAPError ?? .cancelled
            refusedChain = error.refusedChain
            recorder.fail(
                await diagnostics(
                    for: error, at: findings.values.address, isGreeted: recorder.isFinished(.greeting), on: eventLoop))
        }
        return report(findings.values, refusedChain: refusedChain, steps: recorder.steps)
    }

    private func report(
        _ found: ProbeFindings.Values, refusedChain: [Certificate], steps: [VerificationStep]
    ) -> ServerReport {
        var limits = found.quota.limits
        limits["appendLimit"] = found.capabilities.appendLimit
        return ServerReport(
            settings: settings, steps: steps, tls: found.tls, chain: found.tls?.chain ?? refusedChain,
            capabilities: found.capabilities.map(\.rawValue).sorted(), limits: limits, mailboxes: found.mailboxes)
    }

    /// Capabilities count only once the connection is as safe as it will be (RFC 9051 §6.2.1).
    private var plan: [VerificationStep.Name] {
        let security: [VerificationStep.Name] =
            switch settings.security {
            case .tls: [.tls, .greeting]
            case .starttls: [.greeting, .starttls]
            case .plaintext: [.greeting]
            }
        let isAddress = HostAddress(settings.host) != nil
        return (isAddress ? [] : [.resolve]) + [.connect] + security + [.capabilities, .login, .access, .limits]
    }

    private func note(_ event: TransportEvent, in recorder: StepRecorder) {
        switch event {
        case .resolved(let addresses): recorder.finish(.resolve, detail: addresses.joined(separator: ", "))
        case .connected(let address): recorder.finish(.connect, detail: address)
        case .greeted: recorder.finish(.greeting)
        case .secured(let tls):
            let expiry = CertificateExpiry.warning(host: settings.host, chain: tls.chain)
            recorder.finish(
                settings.security == .tls ? .tls : .starttls, detail: "\(tls.version), \(tls.cipher)",
                diagnostics: tls.warnings(host: settings.host) + (expiry.map { [$0] } ?? []))
        }
    }

    private func converse(
        over connection: IMAPConnection, secret: Secret?, recorder: StepRecorder, findings: ProbeFindings
    ) async throws {
        let offered = await connection.capabilities
        findings.note { $0.capabilities = offered }
        let vouched = try await inquiry.vouch(for: await connection.tls?.chain ?? [])
        recorder.finish(.capabilities, detail: offered.mechanisms, diagnostics: vouched)
        if let secret {
            try await connection.login(username: settings.username, secret: secret)
            recorder.finish(.login)
            try await inspect(connection, recorder, findings)
        }
        await connection.logout()
    }

    private func inspect(
        _ connection: IMAPConnection, _ recorder: StepRecorder, _ findings: ProbeFindings
    ) async throws(IMAPError) {
        let inspection = AccountInspection(connection: connection)
        let capabilities = await connection.capabilities
        findings.note { $0.capabilities = capabilities }
        let mailboxes = try await inspection.mailboxes()
        findings.note { $0.mailboxes = mailboxes }
        recorder.finish(.access, detail: "INBOX: \(mailboxes.inboxMessages), LIST: \(mailboxes.folders)")
        let quota = QuotaFindings(resources: try await connection.quota(of: .inbox))
        findings.note { $0.quota = quota }
        let readiness = MigrationReadiness(
            provider: provider, settings: settings, roles: [.source, .target], appendLimit: capabilities.appendLimit)
        recorder.finish(
            .limits, detail: await inspection.extensions(),
            diagnostics: quota.diagnostics + readiness.findings + (await inspection.missing()))
    }

    private var inquiry: CertificateInquiry { CertificateInquiry(settings: settings, dns: transport.dns) }

    private func diagnostics(
        for error: IMAPError, at address: String, isGreeted: Bool, on eventLoop: any EventLoop
    ) async -> [Diagnostic] {
        if case .transport(.tls(.certificate(let chain, let name))) = error {
            return await inquiry.diagnostics(refusing: chain, name: name, at: address)
        }
        if case .timedOut = error, !isGreeted, settings.security != .tls,
            let finding = await TLSOnPlaintextPort.diagnostic(for: settings, on: eventLoop, transport: transport)
        {
            return [finding]
        }
        return FailureDiagnosis(settings: settings).diagnostics(for: error)
    }
}

extension IMAPError {
    /// The certificates that were refused, if that is what happened.
    fileprivate var refusedChain: [Certificate] {
        if case .transport(.tls(.certificate(let chain, _))) = self { chain } else { [] }
    }
}

extension Set<Capability> {
    /// The ways to log in that are offered, for people.
    fileprivate var mechanisms: String {
        map(\.rawValue).filter { $0.hasPrefix("AUTH=") || $0 == Capability.loginDisabled.rawValue }.sorted()
            .joined(separator: " ")
    }
}
