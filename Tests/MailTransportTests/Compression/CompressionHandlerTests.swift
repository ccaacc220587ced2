import NIOCore
import NIOEmbedded
import Testing

@testable import MailTransport

/// Compression in a pipeline, with readers that do not always read.
@Suite struct CompressionHandlerTests {
    @Test func `Each slice is asked for, however few bytes stand for it`() throws {
        let reader = SippingReader()
        let channel = try open(reader)
        try channel.writeInbound(try compressed(ByteBuffer(repeating: 0, count: 8 << 20)))
        #expect(reader.received == 0)
        for sip in 1...3 {
            reader.sip()
            #expect(reader.received == sip * Inflater.sliceSize)
        }
        reader.thirst = .max
        reader.sip()
        #expect(reader.received == 8 << 20)
        #expect(try channel.finish().isClean)
    }

    @Test func `Bytes from before come first, with the next read`() throws {
        let reader = SippingReader()
        var deflater = try Deflater()
        deflater.append(ByteBuffer(string: "one "))
        let first = deflater.flushed
        deflater.append(ByteBuffer(string: "two"))
        let channel = try open(reader, received: first)
        try channel.writeInbound(deflater.flushed)
        #expect(reader.text.isEmpty)
        reader.thirst = .max
        reader.sip()
        #expect(reader.text == "one two")
        #expect(try channel.finish().isClean)
    }

    @Test func `The socket is read only when all is passed on`() throws {
        let reader = SippingReader()
        let reads = ReadCounter()
        let channel = try open(reader, reads: reads)
        try channel.writeInbound(try compressed(ByteBuffer(repeating: 0, count: Inflater.sliceSize + 1)))
        let before = reads.count
        reader.sip()
        reader.sip()
        #expect(reader.received == Inflater.sliceSize + 1)
        #expect(reads.count == before)
        reader.sip()
        #expect(reads.count == before + 1)
        #expect(try channel.finish().isClean)
    }

    @Test func `Writes wait for the flush, and their promises with them`() throws {
        let channel = try open(SippingReader())
        let first = channel.write(ByteBuffer(string: "G1 NO"))
        let second = channel.write(ByteBuffer(string: "OP\r\n"))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        channel.flush()
        try first.and(second).map { _ in }.wait()
        var inflater = try Inflater()
        inflater.append(try channel.readOutbound(as: ByteBuffer.self) ?? ByteBuffer())
        let plain = try inflater.next(allocator: ByteBufferAllocator())
        #expect(plain.map(String.init(buffer:)) == "G1 NOOP\r\n")
        #expect(try channel.finish().isClean)
    }

    @Test func `Damage ends the connection`() throws {
        let reader = SippingReader()
        reader.thirst = .max
        let channel = try open(reader)
        reader.sip()
        try channel.writeInbound(ByteBuffer(string: "* OK this is no deflate stream\r\n"))
        guard case .compression(.damaged)? = reader.error as? TransportError else {
            Issue.record("not found: \(String(describing: reader.error))")
            return
        }
        #expect(!channel.isActive)
        let write = channel.writeAndFlush(ByteBuffer(string: "x"))
        #expect(throws: (any Error).self) { try write.wait() }
    }

    @Test(arguments: [CompressionHandler.farewell - 1, CompressionHandler.farewell, 64 << 20])
    func `What came last is passed on in the end, up to a limit`(size: Int) throws {
        let reader = SippingReader()
        let channel = try open(reader)
        try channel.writeInbound(try compressed(ByteBuffer(repeating: 0, count: size)))
        #expect(reader.received == 0)
        channel.pipeline.fireChannelInactive()
        // The last slice may go beyond it.
        let most = CompressionHandler.farewell + Inflater.sliceSize - 1
        #expect((min(size, CompressionHandler.farewell)...min(size, most)).contains(reader.received))
        _ = try? channel.finish()
    }

    private func open(
        _ reader: SippingReader, received: ByteBuffer = ByteBuffer(), reads: ReadCounter = ReadCounter()
    ) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 143)).wait()
        try channel.pipeline.syncOperations.addHandlers([reads, try CompressionHandler(received: received), reader])
        return channel
    }

    private func compressed(_ bytes: ByteBuffer) throws -> ByteBuffer {
        var deflater = try Deflater()
        deflater.append(bytes)
        return deflater.flushed
    }
}

/// Asks for as much as it is told to, whatever the channel wants.
private final class SippingReader: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// How many more `read` go through.
    var thirst = 0
    private(set) var received = 0
    private(set) var text = ""
    private(set) var error: (any Error)?
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func sip() {
        thirst = max(thirst, 1)
        context.map(read)
    }

    func read(context: ChannelHandlerContext) {
        guard thirst > 0 else { return }
        thirst -= 1
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        received += bytes.readableBytes
        if bytes.readableBytes < 100 { text += String(buffer: bytes) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { self.error = error }
}

/// Counts what reaches the socket.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}
