import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import SASL
import SMTPClient

/// A client, and a certificate that it trusts.
struct SMTPSetting {
    let folder: TemporaryFolder
    let certificate: TestCertificateFiles
    private let authorityFile: String
    let transcript = Transcript()
    var timeouts = Timeouts()

    init() throws {
        folder = try TemporaryFolder()
        let authority = try TestCertificateAuthority(in: folder.path)
        authorityFile = authority.certificateFile
        certificate = try authority.issue(names: ["localhost"])
    }

    /// Lends a session with a server on this machine.
    func connect<Value: Sendable>(
        to port: UInt16, security: ConnectionSecurity = .plaintext, trusting file: String? = nil,
        body: (SMTPConnection) async throws -> Value
    ) async throws -> Value {
        let tls = try TLSContext(TLSConfiguration(extraRootsFile: file ?? authorityFile))
        let options = TransportOptions(tls: tls, timeouts: timeouts, allowsPrivateAddresses: true)
        let target = TransportTarget(host: "localhost", port: port, security: security)
        return try await SMTPConnection.withConnection(
            to: target, on: MultiThreadedEventLoopGroup.singleton.any(), options: options, transcript: transcript,
            label: "test", body)
    }

    /// Lends a session with a server that follows the dialogue.
    func play<Value: Sendable>(
        _ dialogue: String, security: ConnectionSecurity = .plaintext, body: (SMTPConnection) async throws -> Value
    ) async throws -> Value {
        try await ScriptedServer.withServer(
            dialogue, certificate: certificate, implicitTLS: security == .tls
        ) { port in
            try await connect(to: port, security: security, body: body)
        }
    }

    /// How the conversation fails; nil when it does not.
    func failure(
        _ dialogue: String, security: ConnectionSecurity = .plaintext,
        body: (SMTPConnection) async throws -> Void = { _ in }
    ) async throws -> SMTPError? {
        do {
            try await play(dialogue, security: security, body: body)
            return nil
        } catch let error as SMTPError {
            return error
        }
    }
}

/// How a session begins.
enum SMTPOpening {
    static func text(_ capabilities: [String]) -> String { "S: 220 mx.example.org ESMTP\n" + hello(capabilities) }

    static func hello(_ capabilities: [String]) -> String {
        let lines = ["mx.example.org greets you"] + capabilities
        let answers = lines.dropLast().map { "S: 250-\($0)\n" } + lines.suffix(1).map { "S: 250 \($0)\n" }
        return "C: EHLO [127.0.0.1]\n" + answers.joined()
    }
}

/// Says yes to everything, and remembers what was said.
final class YesServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var buffer = ByteBuffer()
    private let heard: @Sendable (String) -> Void

    init(heard: @escaping @Sendable (String) -> Void) { self.heard = heard }

    func channelActive(context: ChannelHandlerContext) { say("220 yes", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        buffer.writeBuffer(&bytes)
        while let end = buffer.readableBytesView.firstIndex(of: 10) {
            let line = buffer.readString(length: end - buffer.readerIndex + 1) ?? ""
            heard(String(line.dropLast()))
            say(line.hasPrefix("EHLO") ? "250-yes\r\n250 SIZE 1000" : "250 yes", context)
        }
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }
}
