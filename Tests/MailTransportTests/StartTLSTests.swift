import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

/// The upgrade of an open connection.
@Suite struct StartTLSTests {
    @Test func upgradesAfterTheServersYes() async throws {
        let setting = try TestSetting()
        let summary = try await upgrade(setting, answer: "a OK\r\n").get()
        #expect(summary.chain.first?.names == ["localhost"])
    }

    @Test(arguments: ["* CAPABILITY AUTH=PLAIN\r\n", "x"]) func bytesBehindTheYesAreAnAttack(_ extra: String)
        async throws
    {
        let setting = try TestSetting()
        let result = try await upgrade(setting, answer: "a OK\r\n" + extra)
        #expect(result.failure == .startTLSInjection(Array(extra.utf8)))
    }

    @Test func bytesThatFollowInAnotherPacketAreNotTLS() async throws {
        let setting = try TestSetting()
        let result = try await upgrade(setting, answer: "a OK\r\n", answerToTLS: "b OK injected\r\n")
        #expect(result.failure == .tls(.notTLS(firstBytes: Array("b OK injected\r\n".utf8))))
    }

    /// Connects in plaintext, asks for TLS and upgrades on the first line.
    private func upgrade(
        _ setting: TestSetting, answer: String, answerToTLS: String? = nil
    ) async throws -> Result<TLSSummary, TransportError> {
        let files = try setting.authority.issue(names: ["localhost"])
        let options = try setting.options()
        let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: TLSSummary.self)
        return try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(
                UpgradingServer(answer: answer, answerToTLS: answerToTLS, files: files))
        } body: { port in
            try await withConnection(
                port: port, security: .plaintext, options: options,
                configure: { channel in
                    try channel.pipeline.syncOperations.addHandler(UpgradingClient(options: options, result: promise))
                },
                body: { _ in
                    do {
                        return .success(try await promise.futureResult.get())
                    } catch let error as TransportError {
                        return .failure(error)
                    }
                })
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}

/// Asks for TLS at once, and upgrades inside `channelRead` as protocol handlers do.
private final class UpgradingClient: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let options: TransportOptions
    private let result: EventLoopPromise<TLSSummary>

    init(options: TransportOptions, result: EventLoopPromise<TLSSummary>) {
        self.options = options
        self.result = result
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "a STARTTLS\r\n")), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        bytes.moveReaderIndex(forwardBy: min("a OK\r\n".utf8.count, bytes.readableBytes))
        MailConnector.startTLS(on: context.channel, host: "localhost", options: options, unprocessed: bytes)
            .cascade(to: result)
    }
}

/// Answers the first bytes with a text, and TLS's first record with TLS or with another text.
private final class UpgradingServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String
    private let answerToTLS: String?
    private let files: TestCertificateFiles
    private var isAnswered = false

    init(answer: String, answerToTLS: String?, files: TestCertificateFiles) {
        self.answer = answer
        self.answerToTLS = answerToTLS
        self.files = files
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isAnswered, let answerToTLS {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answerToTLS)), promise: nil)
        } else if !isAnswered {
            isAnswered = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            guard answerToTLS == nil else { return }
            do {
                try context.pipeline.syncOperations.addHandler(TestTLSHandler(files), position: .first)
            } catch {
                context.fireErrorCaught(error)
            }
        }
    }
}
