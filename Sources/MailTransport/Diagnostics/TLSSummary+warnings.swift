package import MailCore

extension TLSSummary {
    /// What is weak about a connection that came about all the same, because an old server was to be reached
    /// (``TLSProfile``).
    ///
    /// - Parameter host: the server.
    package func warnings(host: String) -> [Diagnostic] {
        let host = DisplayText.clean(host)
        let weakest = chain.path.lazy.filter(\.isSent).compactMap { certificate in
            certificate.weakness.map { (certificate, $0) }
        }.first
        return [
            isOldVersion ? oldVersion(host) : nil, isWeakCipher ? weakCipher(host) : nil,
            weakest.map { weakCertificate($0, $1, host) },
        ].compactMap(\.self)
    }

    /// RFC 8996: neither TLS 1.0 nor 1.1, nor anything before.
    private var isOldVersion: Bool { !["TLSv1.2", "TLSv1.3"].contains(version) }

    /// RFC 9325 §4.1, by OpenSSL's names.
    private var isWeakCipher: Bool {
        ["RC4", "3DES", "DES-CBC", "NULL", "EXP-", "IDEA", "SEED", "MD5", "RC2"].contains { cipher.contains($0) }
    }

    private func oldVersion(_ host: String) -> Diagnostic {
        Diagnostic(
            .tlsVersionTooOld, severity: .warning,
            message: LocalizedText(
                "\(host) was reached with \(version), which is no longer safe.",
                zhHans: "与 \(host) 的连接使用 \(version)，该版本已不安全。"),
            evidence: "\(version), \(cipher)", remedy: Self.leaveIt, actor: .provider)
    }

    private func weakCipher(_ host: String) -> Diagnostic {
        Diagnostic(
            .cipherWeak, severity: .warning,
            message: LocalizedText(
                "The encryption that \(host) chose is weak.", zhHans: "\(host) 选用的加密算法强度不足。"),
            evidence: cipher, remedy: Self.leaveIt, actor: .provider)
    }

    private func weakCertificate(_ certificate: Certificate, _ weakness: String, _ host: String) -> Diagnostic {
        Diagnostic(
            .certificateWeak, severity: .warning,
            message: LocalizedText(
                "The certificate of \(host) is weak (\(weakness)).", zhHans: "\(host) 的证书强度不足（\(weakness)）。"),
            evidence: certificate.subject, remedy: Self.leaveIt, actor: .provider)
    }

    private static let leaveIt = LocalizedText(
        "Use it only to get your mail out; the provider should update the server.",
        zhHans: "请仅用于迁出邮件；服务商应升级服务器。")
}
