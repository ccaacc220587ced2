public import AccountDiscovery
public import MailCore
package import MailTransport
internal import DNSResolution
internal import NIOCore
internal import NIOPosix

/// Checks live whether an account works: one connection a server, and at most one login.
public struct AccountVerifier: Sendable {
    private let transport: TransportOptions
    private let transcript: Transcript?
    private let eventLoop: any EventLoop

    /// - Parameters:
    ///   - timeouts: of each step.
    ///   - extraRootsFile: PEM file of certificates to trust beside the system's.
    ///   - allowsPrivateAddresses: whether a server may be in the user's own network. True for hosts the user
    ///     typed; false for those that were discovered.
    /// - Throws: ``VerificationSetupError`` when the PEM file cannot be used.
    public init(
        timeouts: Timeouts = Timeouts(), extraRootsFile: String? = nil, allowsPrivateAddresses: Bool = false
    ) throws(VerificationSetupError) {
        let tls: TLSContext
        do {
            tls = try TLSContext(TLSConfiguration(extraRootsFile: extraRootsFile))
        } catch {
            throw VerificationSetupError(rootsFile: extraRootsFile ?? "")
        }
        self.init(
            transport: TransportOptions(
                tls: tls, timeouts: timeouts, dns: DNSResolver(timeout: timeouts.dns),
                allowsPrivateAddresses: allowsPrivateAddresses))
    }

    package init(transport: TransportOptions, transcript: Transcript? = nil) {
        self.transport = transport
        self.transcript = transcript
        eventLoop = MultiThreadedEventLoopGroup.singleton.any()
    }

    /// Never fails: what is wrong is in the report.
    ///
    /// - Parameters:
    ///   - account: as the person named it; only shown.
    ///   - servers: checked one after the other. POP3 and SMTP servers are reported as not checked.
    ///   - secret: password for all servers; nil looks at the servers without logging in. Where it is certain that no
    ///     password is accepted, none is sent.
    ///   - provider: what is known of who runs the servers; nil when nothing is.
    ///   - observer: told about each server and each step as they come; on an event loop: it must not block.
    public func verify(
        account: String, servers: [ServerSettings], secret: Secret?, provider: AutoconfigDocument? = nil,
        observer: @escaping @Sendable (VerificationEvent) -> Void = { _ in }
    ) async -> VerificationReport {
        let examination = secret.map { SecretExamination($0, for: provider) }
        let secrets = [secret, examination?.secret].compactMap(\.self)
        transcript?.conceal(secrets)
        let secret = examination.flatMap { $0.isHopeless ? nil : $0.secret }
        let redaction = SecretRedaction(secrets)
        var reports: [ServerReport] = []
        for settings in servers {
            observer(.began(settings))
            switch settings.protocol {
            case .imap:
                let probe = IMAPProbe(
                    settings: settings, transport: transport, transcript: transcript, provider: provider
                ) { observer(.finished($0.redacted(by: redaction))) }
                reports.append(await probe.run(secret: secret, on: eventLoop))
            case .pop3, .smtp:
                reports.append(.notChecked(settings))
            }
        }
        return VerificationReport(
            account: account, servers: reports.map { $0.redacted(by: redaction) },
            secretFindings: examination?.diagnostics ?? [])
    }
}

/// The file of extra certificates cannot be used.
public struct VerificationSetupError: Error, Hashable, Sendable {
    /// As it was given.
    public let rootsFile: String
}

extension ServerReport {
    /// A server whose protocol cannot be checked yet: said plainly, so that nobody takes silence for success.
    fileprivate static func notChecked(_ settings: ServerSettings) -> ServerReport {
        let name = settings.protocol.rawValue.uppercased()
        let note = Diagnostic(
            .protocolNotSupported, severity: .info,
            message: LocalizedText(
                "This version does not check \(name) servers yet.", zhHans: "此版本尚不检查 \(name) 服务器。"))
        return ServerReport(
            settings: settings, steps: [VerificationStep(.connect, .skipped, diagnostics: [note])])
    }
}
