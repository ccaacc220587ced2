internal import MailCore
internal import MailTransport

/// What DNS adds to what verification found out about a certificate; the same for every protocol.
struct CertificateInquiry {
    let settings: ServerSettings
    /// Asks nobody where it has no resolver.
    let transport: TransportOptions

    /// What signed DNS says of a chain.
    func finding(of chain: [Certificate]) -> [Diagnostic] {
        [transport.dane?.finding(of: chain)?.diagnostic(for: TransportTarget(settings))].compactMap(\.self)
    }

    /// Why a chain was refused.
    ///
    /// - Parameters:
    ///   - name: the name it should have been for.
    ///   - address: where the connection went.
    func diagnostics(refusing chain: [Certificate], name: String, at address: String) async -> [Diagnostic] {
        let sameServer = await sameServer(at: address, chain: chain)
        let diagnosis = CertificateDiagnosis(host: DisplayText.clean(name), chain: chain, sameServer: sameServer)
        return diagnosis.diagnostics + finding(of: chain)
    }

    /// Under which name the server's own certificate would be right; looked for only where the name is wrong.
    private func sameServer(at address: String, chain: [Certificate]) async -> String? {
        guard let dns = transport.dns, let certificate = chain.first, certificate.problems.contains(.nameMismatch)
        else {
            return nil
        }
        return await SameServerSearch(settings: settings, address: address, dns: dns).name(in: certificate)
    }
}
