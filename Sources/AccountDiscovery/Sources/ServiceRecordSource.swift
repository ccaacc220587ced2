internal import DNSResolution
internal import MailCore

/// SRV records (RFC 6186 §3, RFC 8314 §5.1). They carry no user name: the whole address is meant.
struct ServiceRecordSource: DiscoverySource {
    let name = SourceName.srv
    let resolver: DNSResolver

    private struct Service: Sendable {
        let label: String
        let kind: MailProtocol
        let security: ConnectionSecurity
    }

    /// In the order of preference among equal priorities: TLS from the first byte first (RFC 8314 §3).
    private static let services = [
        Service(label: "_imaps", kind: .imap, security: .tls),
        Service(label: "_imap", kind: .imap, security: .starttls),
        Service(label: "_pop3s", kind: .pop3, security: .tls),
        Service(label: "_pop3", kind: .pop3, security: .starttls),
        Service(label: "_submissions", kind: .smtp, security: .tls),
        Service(label: "_submission", kind: .smtp, security: .starttls),
    ]

    func target(for address: EmailAddress) -> String { "_imaps._tcp.\(address.domain) SRV …" }

    func ask(_ inquiry: Inquiry) async -> SourceAnswer {
        let address = inquiry.address
        let answers = await withTaskGroup(of: (Int, Result<DNSAnswer<ServiceRecord>, DNSError>).self) { group in
            for (index, service) in Self.services.enumerated() {
                let name = "\(service.label)._tcp.\(address.domain)"
                group.addTask { (index, await answer(to: name)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return Self.answer(for: address, answers)
    }

    /// A function of its own: with this `do` in the task's closure, Swift 6.3's optimiser gave answers to the wrong
    /// service.
    private func answer(to name: String) async -> Result<DNSAnswer<ServiceRecord>, DNSError> {
        do throws(DNSError) {
            return .success(try await resolver.services(name))
        } catch {
            return .failure(error)
        }
    }

    private static func answer(
        for address: EmailAddress, _ answers: [Result<DNSAnswer<ServiceRecord>, DNSError>]
    ) -> SourceAnswer {
        var found: [Found] = []
        var evidence = Evidence()
        var isComplete = true
        for (service, result) in zip(services, answers) {
            switch result {
            case .success(let answer):
                found += usable(answer, service: service, address: address)
                evidence.note(answer, about: DeniedService(protocol: service.kind, security: service.security))
            case .failure(.nameNotFound): continue
            case .failure: isComplete = false
            }
        }
        guard !found.isEmpty else {
            if !isComplete { return .failed(DiscoveryReason.dnsUnavailable, isTemporary: true, evidence) }
            return .absent(evidence.denied.isEmpty ? noRecords : noneOffered, evidence)
        }
        let trust = found.reduce(Trust.trusted) { $0.combined(with: $1.trust) }
        let servers = found.enumerated()
            .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }.map(\.element.settings)
        let candidate = Candidate(
            source: .srv, trust: trust, incoming: servers.filter { $0.protocol != .smtp },
            outgoing: servers.filter { $0.protocol == .smtp })
        return .found(candidate, evidence)
    }

    private struct Found {
        let settings: ServerSettings
        let priority: UInt16
        let trust: Trust
    }

    /// Names that are no host names lead nowhere.
    private static func usable(
        _ answer: DNSAnswer<ServiceRecord>, service: Service, address: EmailAddress
    ) -> [Found] {
        answer.records.filter { HostName.isValid($0.target) && $0.port > 0 }.map { record in
            Found(
                settings: ServerSettings(
                    protocol: service.kind, host: record.target, port: record.port, security: service.security,
                    username: address.description),
                priority: record.priority,
                trust: trust(in: record.target, for: address, isAuthenticated: answer.isAuthenticated))
        }
    }

    private static func trust(in host: String, for address: EmailAddress, isAuthenticated: Bool) -> Trust {
        if isAuthenticated { return .trusted }
        let isOwn = RegistrableDomain.of(host: host) == RegistrableDomain.of(host: address.domain)
        return .unverified(isOwn ? [.unauthenticatedDNS] : [.unauthenticatedDNS, .otherDomain])
    }

    private static let noRecords = LocalizedText("The domain has no SRV records for mail.", zhHans: "该域名没有邮件 SRV 记录。")
    private static let noneOffered = LocalizedText(
        "The domain says that it offers no mail service.", zhHans: "该域名声明不提供邮件服务。")
}

extension Evidence {
    /// A target of `.` says that the service is not offered (RFC 2782).
    fileprivate mutating func note(_ answer: DNSAnswer<ServiceRecord>, about service: DeniedService) {
        guard !answer.records.isEmpty else { return }
        isAuthenticatedByDNSSEC = answer.isAuthenticated && isAuthenticatedByDNSSEC ?? true
        if answer.records.allSatisfy(\.target.isEmpty) { denied.append(service) }
    }
}
