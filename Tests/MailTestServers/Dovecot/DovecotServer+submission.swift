internal import NIOCore
internal import Synchronization

extension MailServer where Configuration == DovecotConfiguration {
    /// Runs a Dovecot that takes mail, and passes it on to a server that says yes to everything.
    ///
    /// - Parameter answers: what that server says to commands with this beginning, in place of yes.
    /// - Returns: what it was told.
    @discardableResult
    package static func withSubmission(
        _ configuration: DovecotConfiguration = DovecotConfiguration(), answers: [String: String] = [:],
        body: (DovecotServer) async throws -> Void
    ) async throws -> [String] {
        let heard = Mutex<[String]>([])
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(
                ObligingServer(answers) { line in heard.withLock { $0.append(line) } })
        } body: { port in
            var configuration = configuration
            configuration.relayPort = port
            try await withServer(configuration, body)
        }
        return heard.withLock { $0 }
    }
}

/// An SMTP server that says yes, and remembers what was said.
private final class ObligingServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var buffer = ByteBuffer()
    private let answers: [String: String]
    private let heard: @Sendable (String) -> Void

    init(_ answers: [String: String], heard: @escaping @Sendable (String) -> Void) {
        self.answers = answers.merging(["EHLO": "250-yes\r\n250 SIZE 1000"]) { given, _ in given }
        self.heard = heard
    }

    func channelActive(context: ChannelHandlerContext) { say("220 yes", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        buffer.writeBuffer(&bytes)
        while let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
            let line = buffer.readString(length: end - buffer.readerIndex + 1) ?? ""
            heard(String(line.dropLast()))
            say(answers.first { line.hasPrefix($0.key) }?.value ?? "250 yes", context)
        }
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }
}
