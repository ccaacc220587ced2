internal import MailCore

/// Warns of certificates that will soon stop working.
enum CertificateExpiry {
    /// Certificates of 90 days are renewed 30 days before their end; a week later something is wrong.
    static let warningDays: Int64 = 21

    /// One warning, for the certificate that ends first of those that the server sent and that count; nil when all last longer.
    static func warning(host: String, chain: [Certificate], now: UTCTime = .now) -> Diagnostic? {
        guard let first = chain.path.filter(\.isSent).min(by: { $0.notAfter < $1.notAfter }) else { return nil }
        let days = first.notAfter.days(since: now)
        guard days < warningDays, first.notAfter > now else { return nil }
        let host = HostName.display(host)
        return Diagnostic(
            .certificateExpiresSoon, severity: .warning,
            message: LocalizedText(
                "The certificate of \(host) expires in \(days) days, on \(first.notAfter.date).",
                zhHans: "\(host) 的证书将在 \(days) 天后（\(first.notAfter.date)）过期。"),
            evidence: first.subject,
            remedy: LocalizedText(
                "The server's operator should renew it before then.", zhHans: "服务器的运营者应在此之前更新证书。"))
    }
}
