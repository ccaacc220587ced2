internal import DNSResolution
internal import MailCore
internal import MailTransport

/// Asks DNS which certificate a server has to show (DANE, RFC 6698). Only a signed answer counts.
struct DANEInquiry {
    let settings: ServerSettings
    let dns: DNSResolver?

    /// - Returns: nil when nothing is published, or nothing that is proven.
    func finding(of chain: [Certificate]) async -> Diagnostic? {
        guard let dns, HostAddress(settings.host) == nil, settings.host.contains("."), !chain.isEmpty else {
            return nil
        }
        for name in await names(by: dns) {
            guard let answer = try? await dns.certificateAssociations(of: name, port: settings.port),
                answer.isAuthenticated, !answer.records.isEmpty
            else { continue }
            return diagnostic(for: DANEMatch(records: answer.records, chain: chain), of: name)
        }
        return nil
    }

    /// Whose records count: those of the host that a signed CNAME leads to, else of the name itself (RFC 7671 §7).
    private func names(by dns: DNSResolver) async -> [String] {
        for family in [IPAddress.Family.ipv4, .ipv6] {
            guard let answer = try? await dns.addresses(of: settings.host, family: family), !answer.records.isEmpty
            else { continue }
            guard answer.isAuthenticated, let name = answer.canonicalName, name != settings.host else { break }
            return [name, settings.host]
        }
        return [settings.host]
    }

    private func diagnostic(for match: DANEMatch, of name: String) -> Diagnostic? {
        let host = DisplayText.clean(settings.host)
        return switch match {
        case .mismatched:
            Diagnostic(
                .daneMismatch,
                message: LocalizedText(
                    "The certificate of \(host) is not the one that the domain's signed DNS names (DANE); no password was sent.",
                    zhHans: "\(host) 的证书与该域名经签名的 DNS 记录（DANE）不符；没有发送密码。"),
                evidence: "_\(settings.port)._tcp.\(name) TLSA",
                remedy: LocalizedText(
                    "Somebody in between may be tampering with the connection, or the operator has changed the certificate and "
                        + "not the record. Try another network, and tell the operator.",
                    zhHans: "可能有人在中途篡改，也可能是运营者更换了证书却没有更新记录。请换一个网络，并通知运营者。"),
                actor: .provider)
        case .matched:
            Diagnostic(
                .daneMatch, severity: .info,
                message: LocalizedText(
                    "The domain's signed DNS names this certificate (DANE).", zhHans: "该域名经签名的 DNS 记录（DANE）指明了此证书。"))
        case .unusable: nil
        }
    }
}
