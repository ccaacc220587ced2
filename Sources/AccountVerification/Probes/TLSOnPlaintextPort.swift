internal import MailCore
internal import MailTransport
internal import NIOCore

/// A server that speaks TLS from the first byte says nothing to a client that waits for a greeting. One more
/// connection, which begins with TLS and sends nothing secret, tells whether that is what happens.
enum TLSOnPlaintextPort {
    static func diagnostic(
        for settings: ServerSettings, on eventLoop: any EventLoop, transport: TransportOptions
    ) async -> Diagnostic? {
        var options = transport
        options.observer = nil
        let target = TransportTarget(host: settings.host, port: settings.port, security: .tls)
        do throws(TransportError) {
            let connection = try await MailConnector.connect(to: target, on: eventLoop, options: options) { _ in }
            try? await connection.channel.close()
            return diagnostic(for: settings)
        } catch {
            // A certificate we do not trust is TLS all the same.
            guard case .tls(.certificate) = error else { return nil }
            return diagnostic(for: settings)
        }
    }

    private static func diagnostic(for settings: ServerSettings) -> Diagnostic {
        let host = HostName.display(settings.host)
        let scheme = settings.protocol.rawValue + "s"
        return Diagnostic(
            .tlsOnPlaintextPort,
            message: LocalizedText(
                "\(host) expects TLS from the first byte on port \(settings.port).",
                zhHans: "\(host) 的端口 \(settings.port) 要求从一开始就使用 TLS。"),
            remedy: LocalizedText(
                "Choose TLS for this port instead of STARTTLS or no encryption (\(scheme):// in a URL).",
                zhHans: "请为该端口选择 TLS，而不是 STARTTLS 或不加密（网址写作 \(scheme)://）。"))
    }
}
