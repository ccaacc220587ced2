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
                let listing = try await connection.uniqueIDs()
                var next: UInt32 = 1
                while let window = try await listing.next() {
                    #expect(window.count <= POP3Limits.listingWindow)
                    #expect(window.first?.number.rawValue == next)
                    next += UInt32(window.count)
                }
                #expect(next == UInt32(count) + 1)
                #expect(try PeakMemory.bytes() - before < 24 << 20)
            }
        }
    }
}

/// Lists messages as fast as they are read, and knows no other command.
private final class ListingServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let count: Int
    private var listed = 0
    private var isListing = false

    init(count: Int) { self.count = count }

    func channelActive(context: ChannelHandlerContext) { say("+OK ready\r\n", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard String(buffer: unwrapInboundIn(data)) == "UIDL\r\n" else { return say("-ERR what\r\n", context) }
        isListing = true
        say("+OK\r\n", context)
        list(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { list(context) }

    private func list(_ context: ChannelHandlerContext) {
        while isListing, context.channel.isWritable {
            var rows = ""
            for number in (listed + 1)...min(listed + 1_000, count) {
                rows += "\(number) 0000000000000000\(number)\r\n"
            }
            listed = min(listed + 1_000, count)
            isListing = listed < count
            say(isListing ? rows : rows + ".\r\n", context)
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
