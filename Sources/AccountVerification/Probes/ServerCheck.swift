internal import AccountDiscovery
internal import MailCore
internal import MailTransport
internal import NIOCore
internal import SASL

/// Checks one server: connects, looks, logs in once, and looks into the account without changing it. What the protocols have in
/// common is here, the conversation is the probe's.
struct ServerCheck: Sendable {
    let settings: ServerSettings
    /// Nil to look without logging in.
    var credentials: LoginCredentials?
    var sender: String?
    var provider: AutoconfigDocument?
    let transport: TransportOptions
    let transcript: Transcript?
    /// Told each step when it is over.
    var observer: @Sendable (VerificationStep) -> Void = { _ in }

    func run(on eventLoop: any EventLoop) async -> ServerReport {
        let recorder = StepRecorder(plan: plan, observer: observer)
        let findings = ProbeFindings()
        let context = ProbeContext(
            settings: settings, credentials: credentials, sender: sender, provider: provider,
            transport: transport(noting: recorder, findings), transcript: transcript, eventLoop: eventLoop,
            recorder: recorder, findings: findings)
        var refusedChain: [Certificate] = []
        do {
            try await converse(context)
        } catch let refusal as ProbeRefusal {
            recorder.fail([refusal.diagnostic])
        } catch {
            let failure = SessionFailure(error)
            refusedChain = failure.refusedChain
            recorder.fail(await diagnostics(for: failure, context))
        }
        let found = findings.values
        return ServerReport(
            settings: settings, steps: recorder.steps, tls: found.tls, chain: found.tls?.chain ?? refusedChain,
            capabilities: found.capabilities, mechanism: found.mechanism, limits: found.limits,
            mailboxes: found.mailboxes)
    }

    private func converse(_ context: ProbeContext) async throws {
        switch settings.protocol {
        case .imap: try await IMAPProbe(context: context).run()
        case .pop3: try await POP3Probe(context: context).run()
        case .smtp: try await SMTPProbe(context: context).run()
        }
    }

    /// Capabilities count only once the connection is as safe as it will be (RFC 9051 §6.2.1).
    private var plan: [VerificationStep.Name] {
        let security: [VerificationStep.Name] =
            switch settings.security {
            case .tls: [.tls, .greeting]
            case .starttls: [.greeting, .starttls]
            case .plaintext: [.greeting]
            }
        let isLookedUp = HostAddress(settings.host) == nil && transport.proxy == nil
        return (isLookedUp ? [.resolve] : []) + [.connect] + security + [.capabilities]
            + (settings.needsLogin ? [.mechanism, .login] : []) + [.access, .limits]
    }

    private func transport(noting recorder: StepRecorder, _ findings: ProbeFindings) -> TransportOptions {
        var options = transport.inquiring(of: TransportTarget(settings))
        let inquiry = CertificateInquiry(settings: settings, transport: options)
        options.observer = { event in
            if case .connected(let address) = event { findings.note { $0.address = address } }
            if case .secured(let summary) = event { findings.note { $0.tls = summary } }
            note(event, in: recorder, inquiry)
        }
        return options
    }

    private func note(_ event: TransportEvent, in recorder: StepRecorder, _ inquiry: CertificateInquiry) {
        switch event {
        case .resolved(let addresses): recorder.finish(.resolve, detail: addresses.joined(separator: ", "))
        case .connected(let address): recorder.finish(.connect, detail: address)
        case .greeted: recorder.finish(.greeting)
        case .secured(let tls):
            let expiry = CertificateExpiry.warning(host: settings.host, chain: tls.chain)
            recorder.finish(
                settings.security == .tls ? .tls : .starttls, detail: "\(tls.version), \(tls.cipher)",
                diagnostics: inquiry.finding(of: tls.chain) + tls.warnings(host: settings.host)
                    + (expiry.map { [$0] } ?? []))
        }
    }

    private func diagnostics(for failure: SessionFailure, _ context: ProbeContext) async -> [Diagnostic] {
        if let (chain, name) = failure.refusedCertificate {
            let inquiry = CertificateInquiry(settings: settings, transport: context.transport)
            return await inquiry.diagnostics(refusing: chain, name: name, at: context.findings.values.address)
        }
        if case .timedOut = failure, !context.recorder.isFinished(.greeting), settings.security != .tls,
            let finding = await TLSOnPlaintextPort.diagnostic(
                for: settings, on: context.eventLoop, transport: transport)
        {
            return [finding]
        }
        return FailureDiagnosis(settings: settings).diagnostics(for: failure)
    }
}

extension ServerSettings {
    /// False for a server that lets mail be sent without one, as its provider says.
    var needsLogin: Bool { !(`protocol` == .smtp && authentication == [.none]) }
}
