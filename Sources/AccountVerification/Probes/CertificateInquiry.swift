internal import DNSResolution
internal import MailCore
internal import MailTransport

/// What DNS adds to what verification found out about a certificate; the same for every protocol.
struct CertificateInquiry {
    let settings: ServerSettings
    /// Nil asks nobody.
    let dns: DNSResolver?

    /// What signed DNS says of an accepted chain, before anything secret is sent.
    ///
    /// - Throws: ``ProbeRefusal`` when it names another certificate.
    func vouch(for chain: [Certificate]) async throws(ProbeRefusal) -> [Diagnostic] {
        guard let diagnostic = await finding(of: chain) else { return [] }
        guard diagnostic.severity < .error else { throw ProbeRefusal(diagnostic: diagnostic) }
        return [diagnostic]
    }

    /// Why a chain was refused.
    ///
    /// - Parameters:
    ///   - name: the name it should have been for.
    ///   - address: where the connection went.
    func diagnostics(refusing chain: [Certificate], name: String, at address: String) async -> [Diagnostic] {
        let sameServer = await sameServer(at: address, chain: chain)
        let diagnosis = CertificateDiagnosis(host: DisplayText.clean(name), chain: chain, sameServer: sameServer)
        return diagnosis.diagnostics + [await finding(of: chain)].compactMap(\.self)
    }

    private func finding(of chain: [Certificate]) async -> Diagnostic? {
        await DANEInquiry(settings: settings, dns: dns).finding(of: chain)
    }

    /// Under which name the server's own certificate would be right; looked for only where the name is wrong.
    private func sameServer(at address: String, chain: [Certificate]) async -> String? {
        guard let dns, let certificate = chain.first, certificate.problems.contains(.nameMismatch) else { return nil }
        return await SameServerSearch(settings: settings, address: address, dns: dns).name(in: certificate)
    }
}
