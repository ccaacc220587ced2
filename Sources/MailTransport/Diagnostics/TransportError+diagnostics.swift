import Glibc
package import MailCore

extension TransportError {
    /// What to tell the person who wanted to reach the target. The first diagnostic is the main one; there are more
    /// only when a certificate has several defects.
    package func diagnostics(for target: TransportTarget) -> [Diagnostic] {
        let host = HostName.display(target.host)
        switch self {
        case .tls(let failure): return failure.diagnostics(for: target)
        case .hostNotFound: return [Self.hostNotFound(host)]
        case .dnsUnavailable: return [Self.dnsUnavailable(host)]
        case .privateAddress(let address): return [Self.privateAddress(address, host: host)]
        case .refused: return [Self.refused(host, port: target.port)]
        case .unreachable: return [Self.unreachable(host)]
        case .timedOut(let stage): return [Self.timedOut(stage, host: host, target: target)]
        case .closed(let stage): return [Self.closed(stage, host: host)]
        case .startTLSInjection(let bytes): return [Self.injection(bytes, host: host)]
        case .compression(let failure): return [Self.compression(failure, host: host)]
        case .proxy(let failure): return [failure.diagnostic(host: host)]
        case .cancelled: return [Self.cancelled(host)]
        case .system(let code): return [Self.system(code, host: host)]
        }
    }

    private static func hostNotFound(_ host: String) -> Diagnostic {
        Diagnostic(
            .hostNotFound,
            message: LocalizedText(
                "There is no server named \(host): DNS has no address for it.",
                zhHans: "找不到名为 \(host) 的服务器：DNS 中没有它的地址。"),
            remedy: LocalizedText(
                "Check the spelling of the server name, or ask your provider for it.",
                zhHans: "请检查服务器名称的拼写，或向邮箱服务商询问正确的名称。"))
    }

    private static func dnsUnavailable(_ host: String) -> Diagnostic {
        Diagnostic(
            .dnsUnavailable,
            message: LocalizedText(
                "The address of \(host) could not be looked up: no DNS server answered.",
                zhHans: "无法查询 \(host) 的地址：没有 DNS 服务器应答。"),
            remedy: LocalizedText(
                "Check your internet connection, or name another DNS server with --dns.",
                zhHans: "请检查网络连接，或用 --dns 指定另一台 DNS 服务器。"))
    }

    private static func privateAddress(_ address: String, host: String) -> Diagnostic {
        let isForbidden = HostAddress(address)?.scope == .forbidden
        return Diagnostic(
            .privateAddress,
            message: LocalizedText(
                "\(host) leads to a private address, and no connection was made.",
                zhHans: "\(host) 指向内网地址，因此没有连接。"),
            evidence: address,
            remedy: isForbidden
                ? LocalizedText(
                    "No mail server can be there: do not use these settings.", zhHans: "该地址不可能是邮件服务器：请不要使用这些设置。")
                : LocalizedText(
                    "If this is a server of your own network, repeat with --allow-private-hosts.",
                    zhHans: "如果这是您自己网络中的服务器，请加上 --allow-private-hosts 重试。"))
    }

    private static func refused(_ host: String, port: UInt16) -> Diagnostic {
        Diagnostic(
            .connectionRefused,
            message: LocalizedText(
                "\(host) refuses connections on port \(port): no mail service listens there.",
                zhHans: "\(host) 拒绝了端口 \(port) 上的连接：该端口没有邮件服务。"),
            remedy: LocalizedText(
                "Check the port. With TLS, IMAP uses 993, POP3 995 and SMTP 465.",
                zhHans: "请检查端口。使用 TLS 时，IMAP 为 993，POP3 为 995，SMTP 为 465。"))
    }

    private static func unreachable(_ host: String) -> Diagnostic {
        Diagnostic(
            .networkUnreachable,
            message: LocalizedText(
                "There is no way through the network to \(host).", zhHans: "网络无法到达 \(host)。"),
            remedy: LocalizedText(
                "Check your internet connection, and whether a VPN or firewall is in between.",
                zhHans: "请检查网络连接，以及是否有 VPN 或防火墙阻挡。"))
    }

    private static func timedOut(_ stage: TransportStage, host: String, target: TransportTarget) -> Diagnostic {
        switch stage {
        case .connect: return connectTimedOut(host, port: target.port)
        case .tls: return handshakeTimedOut(host, port: target.port)
        case .established:
            return Diagnostic(
                .commandTimedOut,
                message: LocalizedText("\(host) stopped answering.", zhHans: "\(host) 停止了应答。"),
                remedy: LocalizedText("Try again in a few minutes.", zhHans: "请过几分钟再试。"))
        }
    }

    private static func connectTimedOut(_ host: String, port: UInt16) -> Diagnostic {
        Diagnostic(
            .connectionTimedOut,
            message: LocalizedText(
                "\(host) did not answer on port \(port) in time.", zhHans: "\(host) 的端口 \(port) 没有及时应答。"),
            remedy: LocalizedText(
                "Check the server name and port. Some networks block mail ports: try another network.",
                zhHans: "请检查服务器名称和端口。有些网络会封锁邮件端口，请换一个网络再试。"))
    }

    /// A server that waits for us to speak plainly is silent when we begin with TLS.
    private static func handshakeTimedOut(_ host: String, port: UInt16) -> Diagnostic {
        Diagnostic(
            .connectionTimedOut,
            message: LocalizedText(
                "\(host) accepted the connection on port \(port), but did not answer the TLS handshake in time.",
                zhHans: "\(host) 接受了端口 \(port) 的连接，但没有及时应答 TLS 握手。"),
            remedy: LocalizedText(
                "Check that the port is the one for TLS. Otherwise the server is overloaded: try again later.",
                zhHans: "请确认该端口用于 TLS；否则可能是服务器过载，请稍后再试。"))
    }

    private static func closed(_ stage: TransportStage, host: String) -> Diagnostic {
        Diagnostic(
            .connectionLost,
            message: stage == .tls
                ? LocalizedText(
                    "\(host) closed the connection during the TLS handshake.", zhHans: "\(host) 在 TLS 握手期间关闭了连接。")
                : LocalizedText("\(host) closed the connection.", zhHans: "\(host) 关闭了连接。"),
            remedy: LocalizedText(
                "Try again in a few minutes. If it keeps happening, check the port, and whether a firewall or "
                    + "virus scanner is in between.",
                zhHans: "请过几分钟再试。如果反复出现，请检查端口，以及是否有防火墙或杀毒软件介入。"))
    }

    private static func injection(_ bytes: [UInt8], host: String) -> Diagnostic {
        Diagnostic(
            .startTLSInjection,
            message: LocalizedText(
                "Data arrived before the connection to \(host) was encrypted, so it was closed: somebody in between "
                    + "may be tampering with it.",
                zhHans: "与 \(host) 的连接在加密之前收到了多余的数据，因此已关闭：可能有人在中途篡改。"),
            evidence: DisplayText.clean(bytes: bytes),
            remedy: LocalizedText(
                "Use the port for TLS from the start (IMAP 993, POP3 995, SMTP 465) instead of STARTTLS, or try another network.",
                zhHans: "请改用从一开始就加密的端口（IMAP 993、POP3 995、SMTP 465）代替 STARTTLS，或换一个网络再试。"))
    }

    private static func compression(_ failure: CompressionFailure, host: String) -> Diagnostic {
        Diagnostic(
            .compressionBroken,
            message: LocalizedText(
                "The compressed data from \(host) could not be read, so the connection was closed.",
                zhHans: "无法读取 \(host) 发来的压缩数据，因此已关闭连接。"),
            evidence: failure.evidence,
            remedy: LocalizedText(
                "Run it again. If it keeps happening, try another network, and tell the provider.",
                zhHans: "请重新运行。如果反复出现，请换一个网络再试，并告知邮箱服务商。"))
    }

    private static func cancelled(_ host: String) -> Diagnostic {
        Diagnostic(
            .connectionLost, severity: .info,
            message: LocalizedText("Connecting to \(host) was stopped.", zhHans: "已停止连接 \(host)。"))
    }

    private static func system(_ code: Int32, host: String) -> Diagnostic {
        Diagnostic(
            .connectionLost,
            message: LocalizedText(
                "The system could not keep up the connection to \(host).", zhHans: "系统无法维持与 \(host) 的连接。"),
            evidence: "errno \(code): " + String(cString: strerror(code)),
            remedy: LocalizedText("Try again in a few minutes.", zhHans: "请过几分钟再试。"))
    }
}

extension CompressionFailure {
    fileprivate var evidence: String {
        switch self {
        case .damaged(let reason): DisplayText.clean(reason)
        case .dataBehindEnd: "data behind the end of the stream"
        case .unavailable: "out of memory"
        }
    }
}
