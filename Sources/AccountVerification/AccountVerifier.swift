public import AccountDiscovery
public import MailCore
package import MailTransport
internal import DNSResolution
internal import NIOCore
internal import NIOPosix
internal import SASL

/// Checks live whether an account works: one connection a server, and at most one login on each.
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
    ///   - account: as the person named it. When it is a mail address, SMTP servers are asked whether they would take mail
    ///     from it; else they are asked for the user name, if that is one.
    ///   - servers: checked side by side. Where there is IMAP the account can do without POP3, which is shown, and whose
    ///     refusal is no more than a warning.
    ///   - secret: for all servers; nil looks at the servers without logging in. Where it is certain that no
    ///     password is accepted, none is sent.
    ///   - kind: of the secret. An access token is used as it is.
    ///   - provider: what is known of who runs the servers; nil when nothing is.
    ///   - observer: told about each server and each step as they come, one server after the other; on an event loop: it
    ///     must not block.
    public func verify(
        account: String, servers: [ServerSettings], secret: Secret?, kind: SecretKind = .password,
        provider: AutoconfigDocument? = nil,
        observer: @escaping @Sendable (VerificationEvent) -> Void = { _ in }
    ) async -> VerificationReport {
        let examination = kind == .password ? secret.map { SecretExamination($0, for: provider) } : nil
        let secrets = [secret, examination?.secret].compactMap(\.self)
        transcript?.conceal(secrets)
        let redaction = SecretRedaction(secrets)
        let usable = examination.map { $0.isHopeless ? nil : $0.secret } ?? secret
        let events = EventOrder(servers: servers.count, observer: observer)
        let checks = servers.enumerated().map { index, settings in
            ServerCheck(
                settings: settings, credentials: usable.map { credentials($0, kind, for: settings) },
                sender: Self.sender(account, settings), provider: Self.relevant(provider, to: settings, among: servers),
                transport: transport, transcript: transcript
            ) { events.tell(.finished($0.redacted(by: redaction)), of: index) }
        }
        let reports = await run(checks, telling: events)
        return VerificationReport(
            account: account, servers: reports.map { $0.redacted(by: redaction) }.withDispensablePOP3,
            secretFindings: examination?.diagnostics ?? [])
    }

    private func run(_ checks: [ServerCheck], telling events: EventOrder) async -> [ServerReport] {
        await withTaskGroup(of: (Int, ServerReport).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask {
                    events.tell(.began(check.settings), of: index)
                    let report = await check.run(on: eventLoop)
                    events.end(of: index)
                    return (index, report)
                }
            }
            var reports: [(index: Int, report: ServerReport)] = []
            for await report in group { reports.append(report) }
            return reports.sorted { $0.index < $1.index }.map(\.report)
        }
    }

    private func credentials(_ secret: Secret, _ kind: SecretKind, for settings: ServerSettings) -> LoginCredentials {
        LoginCredentials(
            username: settings.username, secret: secret, kind: kind == .password ? .password : .accessToken)
    }

    private static func sender(_ account: String, _ settings: ServerSettings) -> String? {
        let address = (try? EmailAddress(parsing: account)) ?? (try? EmailAddress(parsing: settings.username))
        return address?.description
    }

    /// What a provider hides and limits is said once, of the server that a migration would use.
    private static func relevant(
        _ provider: AutoconfigDocument?, to settings: ServerSettings, among servers: [ServerSettings]
    ) -> AutoconfigDocument? {
        let isSpare = settings.protocol == .pop3 && servers.contains { $0.protocol == .imap }
        return isSpare ? nil : provider
    }
}

/// What a login is made with.
public enum SecretKind: Hashable, Sendable {
    /// A password, app password or authorization code.
    case password
    /// An OAuth 2.0 access token (RFC 6750).
    case accessToken
}

/// The file of extra certificates cannot be used.
public struct VerificationSetupError: Error, Hashable, Sendable {
    /// As it was given.
    public let rootsFile: String
}
