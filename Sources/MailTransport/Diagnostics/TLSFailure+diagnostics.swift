internal import MailCore

extension TLSFailure {
    func diagnostics(for target: TransportTarget) -> [Diagnostic] {
        let host = HostName.display(target.host)
        switch self {
        case .certificate(let chain, let expectedName):
            return CertificateDiagnosis(host: expectedName, chain: chain).diagnostics
        case .otherCertificate(_, let name): return [DANEFinding.mismatch(recordName: name, host: host)]
        case .notTLS(let bytes): return [Self.notTLS(bytes, host: host, port: target.port)]
        case .versionTooOld: return [Self.versionTooOld(host)]
        case .handshake(let reason): return [Self.handshake(reason, host: host)]
        case .broken(let reason): return [Self.broken(reason, host: host)]
        case .truncated: return [Self.truncated(host)]
        case .rootsUnusable(let path, let reason): return [Self.rootsUnusable(path, reason: reason)]
        }
    }

    private static func notTLS(_ bytes: [UInt8], host: String, port: UInt16) -> Diagnostic {
        Diagnostic(
            .plaintextOnTLSPort,
            message: LocalizedText(
                "\(host) does not speak TLS on port \(port).", zhHans: "\(host) 的端口 \(port) 不使用 TLS。"),
            evidence: DisplayText.clean(bytes: bytes),
            remedy: LocalizedText(
                "Use the port for TLS (IMAP 993, POP3 995, SMTP 465), or keep this port and choose STARTTLS.",
                zhHans: "请使用 TLS 端口（IMAP 993、POP3 995、SMTP 465），或保留此端口并选择 STARTTLS。"))
    }

    private static func versionTooOld(_ host: String) -> Diagnostic {
        Diagnostic(
            .tlsVersionTooOld,
            message: LocalizedText(
                "\(host) offers only versions of TLS that are no longer safe.", zhHans: "\(host) 只支持已不安全的旧版 TLS。"),
            remedy: LocalizedText(
                "Ask the provider to update the server. To leave an old server, repeat with --tls legacy.",
                zhHans: "请要求服务商升级服务器。如果只是要迁出旧服务器，可加上 --tls legacy 重试。"))
    }

    private static func handshake(_ reason: String, host: String) -> Diagnostic {
        Diagnostic(
            .tlsHandshakeFailed,
            message: LocalizedText(
                "\(host) and this program could not agree on TLS.", zhHans: "无法与 \(host) 协商 TLS 加密。"),
            evidence: reason,
            remedy: LocalizedText(
                "An old server may need --tls compatible or --tls legacy. Otherwise ask the provider.",
                zhHans: "旧服务器可能需要 --tls compatible 或 --tls legacy；否则请询问服务商。"))
    }

    private static func broken(_ reason: String, host: String) -> Diagnostic {
        Diagnostic(
            .connectionLost,
            message: LocalizedText(
                "The encrypted connection to \(host) was damaged and has been closed.",
                zhHans: "与 \(host) 的加密连接已损坏并被关闭。"),
            evidence: reason,
            remedy: LocalizedText(
                "Try again; if it keeps happening, try another network.", zhHans: "请重试；如果反复出现，请换一个网络。"))
    }

    private static func truncated(_ host: String) -> Diagnostic {
        Diagnostic(
            .connectionLost,
            message: LocalizedText("The connection to \(host) was cut.", zhHans: "与 \(host) 的连接被切断。"),
            remedy: LocalizedText("Try again in a few minutes.", zhHans: "请过几分钟再试。"))
    }

    private static func rootsUnusable(_ path: String, reason: String) -> Diagnostic {
        let path = DisplayText.clean(path)
        return Diagnostic(
            .certificateInvalid,
            message: LocalizedText(
                "The file of trusted certificates \(path) cannot be used.", zhHans: "无法使用受信任证书文件 \(path)。"),
            evidence: reason,
            remedy: LocalizedText(
                "Give --ca-file a readable PEM file with at least one certificate.",
                zhHans: "请为 --ca-file 指定一个可读、至少含一张证书的 PEM 文件。"))
    }
}
