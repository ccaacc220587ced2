import MailTestServers
import NIOCore

/// An IMAP server with fixed answers: greets, then answers each command by its name.
final class DialogueServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The answers of a server that lets everybody in. `TAG` stands for the command's tag.
    static let friendly = [
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR APPENDLIMIT=1000\r\nTAG OK done\r\n",
        "AUTHENTICATE": "TAG OK [CAPABILITY IMAP4rev1 APPENDLIMIT=2000] in\r\n",
        "LOGIN": "TAG OK in\r\n",
        "EXAMINE": "* 3 EXISTS\r\nTAG OK [READ-ONLY] done\r\n",
        "LIST": "* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Sent\r\nTAG OK done\r\n",
        "LOGOUT": "* BYE\r\nTAG OK done\r\n",
    ]

    private let greeting: String
    private let answers: [String: String]
    private let commands: CommandLog
    private let certificate: TestCertificateFiles?
    private var received = ByteBuffer()

    /// - Parameters:
    ///   - answers: to commands that differ from ``friendly``.
    ///   - certificate: used by STARTTLS after its answer, if that begins with `TAG OK`.
    init(
        greeting: String = "* OK ready\r\n", answers: [String: String] = [:], commands: CommandLog = CommandLog(),
        certificate: TestCertificateFiles? = nil
    ) {
        self.greeting = greeting
        self.answers = Self.friendly.merging(answers) { $1 }
        self.commands = commands
        self.certificate = certificate
    }

    func channelActive(context: ChannelHandlerContext) { send(greeting, context: context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        while let end = received.readableBytesView.firstIndex(of: UInt8(ascii: "\n")),
            let line = received.readString(length: end - received.readerIndex + 1)
        {
            answer(line, context: context)
        }
    }

    private func answer(_ line: String, context: ChannelHandlerContext) {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1 else { return }
        commands.append(words[1])
        let answer = answers[words[1]] ?? "TAG BAD unknown\r\n"
        send(answer.replacing("TAG", with: words[0]), context: context)
        guard words[1] == "STARTTLS", let certificate, answer.hasPrefix("TAG OK") else { return }
        do {
            try context.pipeline.syncOperations.addHandler(TestTLSHandler(certificate), position: .first)
        } catch {
            context.fireErrorCaught(error)
        }
    }

    private func send(_ text: String, context: ChannelHandlerContext) {
        guard !text.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
