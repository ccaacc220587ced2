import Foundation
import MailCore
import MailTestServers
import MailTransport
import NIOCore
import ProviderSandbox
import Synchronization

/// A POP3 or SMTP server that offers TLS, and somebody on the line who listens.
struct VerifyBench: Sendable {
    let user = "alice@example.org"
    let faults: SandboxFaultPlan

    private let kind: MailProtocol
    private let password: String
    private let store = SandboxStore()
    private let line = Eavesdropper.Record()
    private let folder: TemporaryFolder
    private let authorityFile: String
    private let certificate: SandboxCertificateFiles

    init(_ kind: MailProtocol, password: String, _ faults: [SandboxFault]) throws {
        (self.kind, self.password, self.faults) = (kind, password, SandboxFaultPlan(faults))
        store.add(user)
        folder = try TemporaryFolder()
        let authority = try SandboxCertificateAuthority(in: folder.path)
        authorityFile = authority.certificateFile
        certificate = try authority.issue(names: ["localhost"])
    }

    /// Whether the password has gone over the line, in whatever form a login has.
    var hasShownPassword: Bool {
        let forms = [
            password, Data(password.utf8).base64EncodedString(),
            Data("\0\(user)\0\(password)".utf8).base64EncodedString(),
        ]
        let heard = Data(line.bytes)
        return forms.contains { heard.firstRange(of: Data($0.utf8)) != nil }
    }

    func run<Value: Sendable>(_ body: (ServerSettings, TransportOptions) async throws -> Value) async throws -> Value {
        let passwords = SandboxPasswords([user: password])
        let pop3 = POP3Server(store: store, authenticator: passwords, faults: faults)
        let smtp = SMTPServer(store: store, authenticator: passwords, faults: faults)
        let tls: @Sendable () throws -> any ChannelHandler = { [certificate] in try SandboxTLSHandler(certificate) }
        return try await SandboxListener.run(
            configure: { [kind, line] channel in
                try channel.pipeline.syncOperations.addHandler(Eavesdropper(line))
                if kind == .pop3 {
                    try pop3.addHandler(to: channel, isSecure: false, startTLS: tls)
                } else {
                    try smtp.addHandler(to: channel, isSecure: false, startTLS: tls)
                }
            },
            body: { port in
                let settings = ServerSettings(
                    protocol: kind, host: "localhost", port: port, security: .starttls, username: user)
                return try await body(settings, transport())
            })
    }

    /// Short enough for a server that says nothing any more.
    private func transport() throws -> TransportOptions {
        var timeouts = Timeouts()
        (timeouts.tls, timeouts.greeting, timeouts.silence) = (.seconds(1), .seconds(1), .seconds(1))
        (timeouts.command, timeouts.logout) = (.seconds(5), .milliseconds(200))
        return TransportOptions(
            tls: try TLSContext(TLSConfiguration(extraRootsFile: authorityFile)), timeouts: timeouts,
            allowsPrivateAddresses: true)
    }
}

/// Writes down what clients say, as it is on the line.
private final class Eavesdropper: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    final class Record: Sendable {
        private let heard = Mutex<[UInt8]>([])
        var bytes: [UInt8] { heard.withLock { $0 } }
        func append(_ bytes: ByteBuffer) { heard.withLock { $0 += bytes.readableBytesView } }
    }

    private let record: Record

    init(_ record: Record) { self.record = record }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        record.append(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }
}
