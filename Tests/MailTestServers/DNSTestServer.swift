internal import NIOCore
internal import NIOPosix

/// A name server on a free UDP port of 127.0.0.1 that lives as long as a closure.
package enum DNSTestServer {
    /// - Parameters:
    ///   - answer: gets the name asked for, in lower case without the last dot, and the type's number; nil is
    ///     silence.
    ///   - body: gets the port.
    @discardableResult
    package static func run<Value: Sendable>(
        answer: @escaping @Sendable (_ name: String, _ type: UInt16) -> DNSTestAnswer?,
        body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result: Result<Value, any Error>
        do {
            let channel = try await DatagramBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(AnsweringHandler(answer: answer))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            result = .success(try await body(UInt16(channel.localAddress?.port ?? 0)))
        } catch {
            result = .failure(error)
        }
        try await group.shutdownGracefully()
        return try result.get()
    }

    /// A server that knows these records and says NXDOMAIN to everything else.
    ///
    /// - Parameter zone: keys are a name and a type, such as `mail.example.org A`.
    @discardableResult
    package static func run<Value: Sendable>(
        zone: [String: [DNSTestRecord]], isAuthenticated: Bool = false, body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let names = Set(zone.keys.compactMap { $0.split(separator: " ").first.map(String.init) })
        return try await run(
            answer: { name, type in
                let records = zone.first { key, records in
                    key.hasPrefix(name + " ") && records.contains { $0.type == type }
                }?.value
                return DNSTestAnswer(
                    code: names.contains(name) ? 0 : 3, isAuthenticated: isAuthenticated,
                    records: (records ?? []).map { ($0.owner ?? name, $0) })
            }, body: body)
    }
}

/// What the test server says to one question.
package struct DNSTestAnswer: Sendable {
    /// 0 no error, 2 server failure, 3 no such name, 5 refused (RFC 1035 §4.1.1).
    package var code: UInt8
    package var isAuthenticated: Bool
    package var records: [(owner: String, record: DNSTestRecord)]

    package init(code: UInt8 = 0, isAuthenticated: Bool = false, records: [(owner: String, record: DNSTestRecord)]) {
        self.code = code
        self.isAuthenticated = isAuthenticated
        self.records = records
    }
}

private final class AnsweringHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let answer: @Sendable (String, UInt16) -> DNSTestAnswer?

    init(answer: @escaping @Sendable (String, UInt16) -> DNSTestAnswer?) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let question = DNSTestQuestion(envelope.data), let answer = answer(question.name, question.type) else {
            return
        }
        let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: question.reply(with: answer))
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
    }
}
