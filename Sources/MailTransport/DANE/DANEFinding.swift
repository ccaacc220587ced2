package import MailCore

/// How the chain of a server and the records that its domain publishes go together.
package struct DANEFinding: Hashable, Sendable {
    let match: DANEMatch
    /// Of the records that count.
    let recordName: String

    /// RFC 6698 §3.
    static func recordName(port: UInt16, host: String) -> String { "_\(port)._tcp.\(host)" }

    /// For people; nil where the records say nothing that can be used.
    package func diagnostic(for target: TransportTarget) -> Diagnostic? {
        switch match {
        case .mismatched: Self.mismatch(recordName: recordName, host: HostName.display(target.host))
        case .matched:
            Diagnostic(
                .daneMatch, severity: .info,
                message: LocalizedText(
                    "The domain's signed DNS names this certificate (DANE).", zhHans: "该域名经签名的 DNS 记录（DANE）指明了此证书。"))
        case .unusable: nil
        }
    }

    static func mismatch(recordName: String, host: String) -> Diagnostic {
        Diagnostic(
            .daneMismatch,
            message: LocalizedText(
                "The certificate of \(host) is not the one that the domain's signed DNS names (DANE); no password was sent.",
                zhHans: "\(host) 的证书与该域名经签名的 DNS 记录（DANE）不符；没有发送密码。"),
            evidence: "\(recordName) TLSA",
            remedy: LocalizedText(
                "Somebody in between may be tampering with the connection, or the operator has changed the certificate and "
                    + "not the record. Try another network, and tell the operator.",
                zhHans: "可能有人在中途篡改，也可能是运营者更换了证书却没有更新记录。请换一个网络，并通知运营者。"),
            actor: .provider)
    }
}
