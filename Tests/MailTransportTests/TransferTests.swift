import MailCore
import MailTestServers
import MailTransport
import NIOCore
import NIOPosix
import Testing

/// Streams through TLS, with readers that do not always read.
@Suite struct TransferTests {
    private static let size = 16 << 20

    @Test(arguments: [1_000, 16_384, 100_000, 1 << 20]) func uploadArrivesUnchanged(pieceSize: Int) async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let received = loop.makePromise(of: ByteCounter.Total.self)
        let ended = loop.makePromise(of: ByteCounter.Total.self)
        let sent = loop.makePromise(of: ByteCounter.Total.self)
        let stalled = loop.makePromise(of: Int.self)
        try await TestListener.run { channel in
            let counter = ByteCounter(ended: ended, target: (1 << 20, received))
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), counter])
        } body: { port in
            try await withConnection(
                port: port, options: setting.options(),
                configure: { channel in
                    try channel.pipeline.syncOperations.addHandler(
                        StreamWriter(size: 1 << 20, pieceSize: pieceSize, finished: sent, stalled: stalled))
                },
                body: { _ in
                    let total = try await sent.futureResult.get()
                    #expect(try await received.futureResult.get() == total)
                    #expect(total.count == 1 << 20)
                })
        }
    }

    @Test func readerThatWithholdsReadStopsTheServer() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let sent = loop.makePromise(of: ByteCounter.Total.self)
        let stalled = loop.makePromise(of: Int.self)
        let received = loop.makePromise(of: ByteCounter.Total.self)
        let ended = loop.makePromise(of: ByteCounter.Total.self)
        try await TestListener.run { channel in
            let writer = StreamWriter(size: Self.size, pieceSize: 1 << 16, finished: sent, stalled: stalled)
            try channel.pipeline.syncOperations.addHandlers([TestTLSHandler(files), writer])
        } body: { port in
            try await withConnection(
                port: port, options: setting.options(),
                configure: { channel in
                    let counter = ByteCounter(ended: ended, target: (Self.size, received))
                    try channel.pipeline.syncOperations.addHandlers([ReadGate(), counter])
                },
                body: { connection in
                    // The handshake came about although nobody read; then the server ran into full buffers.
                    #expect(try await stalled.futureResult.get() < Self.size)
                    let channel = connection.channel
                    try await channel.eventLoop.submit {
                        try channel.pipeline.syncOperations.handler(type: ReadGate.self).open()
                    }.get()
                    let total = try await sent.futureResult.get()
                    #expect(try await received.futureResult.get() == total)
                })
        }
    }

    @Test func serverThatDoesNotReadMakesTheChannelUnwritable() async throws {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let sent = loop.makePromise(of: ByteCounter.Total.self)
        let stalled = loop.makePromise(of: Int.self)
        let received = loop.makePromise(of: ByteCounter.Total.self)
        let ended = loop.makePromise(of: ByteCounter.Total.self)
        let accepted = loop.makePromise(of: (any Channel).self)
        try await TestListener.run { channel in
            // Open for the handshake, which the test server reads like everything else; shut by the first data.
            let gate = ReadGateAfterFirstBytes()
            try channel.pipeline.syncOperations.addHandlers([
                TestTLSHandler(files), gate, ByteCounter(ended: ended, target: (Self.size, received)),
            ])
            accepted.succeed(channel)
        } body: { port in
            try await withConnection(
                port: port, options: setting.options(),
                body: { connection in
                    let pipeline = connection.channel.pipeline
                    try await connection.channel.eventLoop.submit {
                        let writer = StreamWriter(
                            size: Self.size, pieceSize: 1 << 16, finished: sent, stalled: stalled)
                        try pipeline.syncOperations.addHandler(writer)
                    }.get()
                    #expect(try await stalled.futureResult.get() < Self.size)
                    let channel = try await accepted.futureResult.get()
                    try await channel.eventLoop.submit {
                        try channel.pipeline.syncOperations.handler(type: ReadGateAfterFirstBytes.self).open()
                    }.get()
                    let total = try await sent.futureResult.get()
                    #expect(try await received.futureResult.get() == total)
                })
        }
    }

    @Test func connectionCutWithoutGoodbyeIsAnError() async throws {
        #expect(try await outcome(saysGoodbye: false) == .failure(.tls(.truncated)))
    }

    @Test func goodbyeEndsTheConnectionInOrder() async throws {
        guard case .success(let total) = try await outcome(saysGoodbye: true) else {
            Issue.record("an orderly end was reported as an error")
            return
        }
        #expect(total.count == "* BYE\r\n".utf8.count)
    }

    private func outcome(saysGoodbye: Bool) async throws -> Result<ByteCounter.Total, TransportError> {
        let setting = try TestSetting()
        let files = try setting.authority.issue(names: ["localhost"])
        let ended = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: ByteCounter.Total.self)
        return try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandlers([
                TestTLSHandler(files, saysGoodbye: saysGoodbye), Greeter("* BYE\r\n", closesAfterwards: true),
            ])
        } body: { port in
            try await withConnection(
                port: port, options: setting.options(),
                configure: { channel in
                    try channel.pipeline.syncOperations.addHandler(ByteCounter(ended: ended))
                },
                body: { _ in
                    do {
                        return .success(try await ended.futureResult.get())
                    } catch let error as TransportError {
                        return .failure(error)
                    }
                })
        }
    }
}
