internal import DNSResolution
internal import MailCore
internal import MailTransport

/// Finds the name under which a certificate would be right: many domains have a name of their own for their hoster's
/// server, which has no certificate for it.
///
/// A name counts only when it leads to the very address that was reached. That does not make it trusted: the one
/// who answers there may have put both there.
struct SameServerSearch {
    let settings: ServerSettings
    /// Where the connection went.
    let address: String
    let dns: DNSResolver

    /// Most names that are looked up.
    static let maximumLookups = 8

    func name(in certificate: Certificate) async -> String? {
        guard let address = IPAddress(address) else { return nil }
        for name in candidates(in: certificate).prefix(Self.maximumLookups) {
            let answer = try? await dns.addresses(of: name, family: address.family)
            if answer?.records.contains(address) == true { return name }
        }
        return nil
    }

    /// Names as they are; for a wildcard, what such a server is usually called.
    func candidates(in certificate: Certificate) -> [String] {
        let ownLabel = settings.host.split(separator: ".").first.map { $0.lowercased() } ?? "mail"
        let labels = [ownLabel, "mail", settings.protocol.rawValue]
        var seen: Set<String> = [settings.host.lowercased()]
        return certificate.names.prefix(100).map { $0.lowercased() }.flatMap { name in
            name.hasPrefix("*.") ? labels.map { $0 + name.dropFirst() } : [name]
        }.filter { HostName.isValid($0) && $0.contains(".") && seen.insert($0).inserted }
    }
}
