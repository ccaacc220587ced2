internal import DNSResolution

/// The domains of whoever takes a domain's mail, to be asked in its place.
enum MailExchangerDomains {
    /// The host without its first label, if that is more than the registrable domain; then that. Only the preferred host
    /// counts: spare ones are often somebody else's. Empty when the mail stays in the domain, which is asked anyway.
    static func all(of exchangers: [MailExchanger], for domain: String) -> [String] {
        guard let host = exchangers.first?.host else { return [] }
        let registrable = RegistrableDomain.of(host: host)
        guard registrable != RegistrableDomain.of(host: domain), registrable.contains(".") else { return [] }
        let parent = host.split(separator: ".").dropFirst().joined(separator: ".")
        return parent.hasSuffix("." + registrable) ? [parent, registrable] : [registrable]
    }
}
