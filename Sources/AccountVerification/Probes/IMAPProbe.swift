internal import IMAPClient
internal import IMAPCodec
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import Synchronization

/// Checks one IMAP server: connects, looks, logs in once, opens the inbox for reading.
struct IMAPProbe {
    let settings: ServerSettings
    let transport: TransportOptions
    let transcript: Transcript?

    /// - Parameter secret: nil to look without logging in.
    func run(secret: Secret?, on eventLoop: any EventLoop) async -> ServerReport {
        let recorder = StepRecorder(plan: plan)
        var report = ServerReport(settings: settings, steps: [])
        let seen = Mutex((address: "", tls: TLSSummary?.none))
        var options = transport
        options.observer = { event in
            seen.withLock { seen in
                if case .connected(let address) = event { seen.address = address }
                if case .secured(let summary) = event { seen.tls = summary }
            }
            note(event, in: recorder)
        }
        do {
            let capabilities = try await IMAPConnection.withConnection(
                to: TransportTarget(settings), on: eventLoop, options: options, transcript: transcript, label: "verify"
            ) { connection in
                try await converse(over: connection, secret: secret, recorder: recorder)
            }
            report.capabilities = capabilities.map(\.rawValue).sorted()
            report.limits = capabilities.appendLimit.map { ["appendLimit": $0] } ?? [:]
        } catch let refusal as DANERefusal {
            recorder.fail([refusal.diagnostic])
        } catch {
            let error = error as? IMAPError ?? .cancelled
            report.chain = error.refusedChain
            let address = seen.withLock { $0.address }
            recorder.fail(
                await diagnostics(
                    for: error, at: address, isGreeted: recorder.isFinished(.greeting), on: eventLoop))
        }
        report.tls = seen.withLock { $0.tls }
        if let tls = report.tls { report.chain = tls.chain }
        report.steps = recorder.steps
        return report
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
        return (isAddress ? [] : [.resolve]) + [.connect] + security + [.capabilities, .login, .access]
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

    /// - Returns: what the server can do, as far as we came.
    private func converse(
        over connection: IMAPConnection, secret: Secret?, recorder: StepRecorder
    ) async throws -> Set<Capability> {
        let dane = await vouch(for: await connection.tls?.chain ?? [])
        if let dane, dane.severity == .error { throw DANERefusal(diagnostic: dane) }
        recorder.finish(
            .capabilities, detail: await connection.capabilities.mechanisms, diagnostics: dane.map { [$0] } ?? [])
        guard let secret else {
            await connection.logout()
            return await connection.capabilities
        }
        try await connection.login(username: settings.username, secret: secret)
        recorder.finish(.login)
        let inbox = try await connection.examine(.inbox)
        recorder.finish(.access, detail: "INBOX: \(inbox.exists)")
        let capabilities = await connection.capabilities
        await connection.logout()
        return capabilities
    }

    private var dane: DANEInquiry { DANEInquiry(settings: settings, dns: transport.dns) }

    /// What signed DNS says of the certificate, before anything secret is sent.
    private func vouch(for chain: [Certificate]) async -> Diagnostic? {
        await dane.match(of: chain).flatMap(dane.diagnostic)
    }

    private func diagnostics(
        for error: IMAPError, at address: String, isGreeted: Bool, on eventLoop: any EventLoop
    ) async -> [Diagnostic] {
        if case .transport(.tls(.certificate(let chain, let name))) = error {
            let vouched = await vouch(for: chain).map { [$0] } ?? []
            let sameServer = await sameServer(at: address, chain: chain)
            return CertificateDiagnosis(
                host: DisplayText.clean(name), chain: chain, sameServer: sameServer
            ).diagnostics + vouched
        }
        if case .timedOut = error, !isGreeted, settings.security != .tls,
            let finding = await TLSOnPlaintextPort.diagnostic(for: settings, on: eventLoop, transport: transport)
        {
            return [finding]
        }
        return FailureDiagnosis(settings: settings).diagnostics(for: error)
    }
}

extension IMAPProbe {
    /// Under which name the server's own certificate would be right; looked for only where the name is wrong.
    private func sameServer(at address: String, chain: [Certificate]) async -> String? {
        guard let certificate = chain.first, certificate.problems.contains(.nameMismatch), let dns = transport.dns
        else {
            return nil
        }
        return await SameServerSearch(settings: settings, address: address, dns: dns).name(in: certificate)
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
