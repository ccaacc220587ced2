import MailCore
import MailTestServers
import NIOCore
import POP3Client
import Testing

/// Mailboxes larger than memory should be.
@Suite struct ManyMessagesTests {
    @Test func listingOfHalfAMillionTakesLittleMemory() async throws {
        let count = 500_000
        try await TestListener.run { channel in
            try channel.pipeline.syncOperations.addHandler(ListingServer(count: count))
        } body: { port in
            try await POP3Setting().connect(to: port) { connection in
                try PeakMemory.reset()
                let before = try PeakMemory.bytes()
                // Both come in one stream: the second one waits at the server.
                try await connection.login(listsNext: true)
                #expect(try await connection.statistics().messages == UInt64(count))
                #expect(try await last(of: connection.sizes()) == UInt32(count))
                #expect(try await last(of: connection.uniqueIDs()) == UInt32(count))
                #expect(try PeakMemory.bytes() - before < 24 << 20)
            }
        }
    }

    private func last<Row>(of listing: POP3Listing<Row>) async throws -> UInt32 {
        var last: UInt32 = 0
        while let window = try await listing.next() {
            #expect(window.count <= POP3Limits.listingWindow)
            last += UInt32(window.count)
        }
        return last
    }
}

/// Lists messages as fast as they are read.
private final class ListingServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let count: Int
    /// Messages listed, in the first of the listings that were asked for.
    private var listed = 0
    private var listings = CircularBuffer<String>()
    private var input = ""

    init(count: Int) { self.count = count }

    func channelActive(context: ChannelHandlerContext) { say("+OK ready\r\n", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += String(buffer: unwrapInboundIn(data))
        while let end = input.firstIndex(of: "\r\n") {
            answer(String(input[..<end]), context)
            input = String(input[input.index(after: end)...])
        }
    }

    private func answer(_ command: String, _ context: ChannelHandlerContext) {
        switch command {
        case "CAPA": say("+OK\r\nUSER\r\nPIPELINING\r\n.\r\n", context)
        case "STAT": say("+OK \(count) 1\r\n", context)
        case "LIST", "UIDL":
            listings.append(command == "LIST" ? "" : "0000000000000000")
            list(context)
        default: say("+OK\r\n", context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { list(context) }

    private func list(_ context: ChannelHandlerContext) {
        while let prefix = listings.first, context.channel.isWritable {
            var rows = listed == 0 ? "+OK\r\n" : ""
            let next = min(listed + 1_000, count)
            for number in (listed + 1)...next { rows += "\(number) \(prefix)\(number)\r\n" }
            listed = next < count ? next : 0
            if listed == 0 { listings.removeFirst() }
            say(listed == 0 ? rows + ".\r\n" : rows, context)
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
