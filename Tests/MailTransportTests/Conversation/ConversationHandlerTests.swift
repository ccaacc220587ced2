import MailCore
import NIOCore
import NIOEmbedded
import Testing

@testable import MailTransport

/// Answers of one byte each; `.` is the last of an answer.
private struct ByteDecoder: ReplyDecoder {
    private var buffer = ByteBuffer()

    var remainder: ByteBuffer { buffer }

    mutating func append(_ bytes: ByteBuffer) { buffer.writeImmutableBuffer(bytes) }

    mutating func next(_ expected: Int?) throws(ConversationError) -> DecodedPiece<ByteBuffer>? {
        guard let expected else { return buffer.readableBytes == 0 ? nil : try Self.unsolicited(buffer) }
        guard let byte = buffer.readInteger(as: UInt8.self) else { return nil }
        let piece = ByteBuffer(repeating: byte, count: expected)
        return byte == UInt8(ascii: ".") ? .last(piece) : .more(piece)
    }

    private static func unsolicited(_ buffer: ByteBuffer) throws(ConversationError) -> DecodedPiece<ByteBuffer> {
        throw .unsolicited(Array(buffer.readableBytesView))
    }

    static func weight(of piece: ByteBuffer) -> Int { piece.readableBytes }
    static func transcript(of piece: ByteBuffer) -> String? { nil }
    static func isPositive(_ piece: ByteBuffer) -> Bool { true }
}

/// Counts the reads that pass.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}

@Suite struct ConversationHandlerTests {
    private struct Setting {
        let channel = EmbeddedChannel()
        let handler: ConversationHandler<ByteDecoder>
        let reads = ReadCounter()

        /// A connection that was greeted.
        init() throws {
            let options = TransportOptions(tls: try TLSContext())
            handler = ConversationHandler(
                ByteDecoder(), greeting: 1, host: "localhost", options: options,
                log: ConversationLog(nil, connection: ""))
            try channel.pipeline.syncOperations.addHandlers([reads, handler])
            try channel.writeInbound(ByteBuffer(string: "."))
            handler.forget(Conversation<ByteDecoder>.greeting)
        }

        func send(weight: Int) throws -> Int { try handler.begin(LineCommand("X", expecting: weight), flush: true) }

        func receive(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        /// Whether a wish to read passes.
        func mayRead() -> Bool {
            let before = reads.count
            channel.read()
            return reads.count > before
        }

        func take(_ id: Int) throws -> Int? {
            let exchange = try #require(handler.exchange(id))
            return handler.takePiece(of: exchange)?.readableBytes
        }
    }

    @Test(arguments: [(ConversationLimits.highWatermark, true), (ConversationLimits.highWatermark + 1, false)])
    func readingStopsAboveTheHighWatermark(_ weight: Int, mayRead: Bool) throws {
        let setting = try Setting()
        _ = try setting.send(weight: weight)
        try setting.receive("a")
        #expect(setting.mayRead() == mayRead)
    }

    @Test func readingGoesOnAtTheLowWatermark() throws {
        let setting = try Setting()
        let id = try setting.send(weight: ConversationLimits.lowWatermark)
        try setting.receive("aaaaa")
        #expect(!setting.mayRead())
        for left in [4, 3, 2] {
            #expect(try setting.take(id) == ConversationLimits.lowWatermark)
            #expect(!setting.mayRead(), "\(left) are left")
        }
        let before = setting.reads.count
        _ = try setting.take(id)
        // Nobody else would ask for more.
        #expect(setting.reads.count == before + 1)
        #expect(setting.mayRead())
    }

    @Test func forgottenAnswersHoldNothing() throws {
        let setting = try Setting()
        let id = try setting.send(weight: ConversationLimits.highWatermark)
        try setting.receive("aaa")
        #expect(!setting.mayRead())
        setting.handler.forget(id)
        #expect(setting.mayRead())
        try setting.receive("aaa.")
        #expect(setting.mayRead())
        #expect(setting.handler.exchange(id) == nil)
    }

    @Test func answersBelongToTheCommandsInTheirOrder() throws {
        let setting = try Setting()
        let ids = [try setting.send(weight: 1), try setting.send(weight: 2)]
        try setting.receive("a..")
        #expect(try setting.take(ids[0]) == 1)
        #expect(try setting.take(ids[0]) == 1)
        #expect(try setting.take(ids[0]) == nil)
        #expect(try setting.take(ids[1]) == 2)
        #expect(setting.handler.failure == nil)
    }

    @Test func whatNobodyAskedForEndsTheConversation() throws {
        let setting = try Setting()
        try setting.receive("x")
        #expect(setting.handler.failure == .unsolicited([UInt8(ascii: "x")]))
        #expect(throws: ConversationError.self) { _ = try setting.send(weight: 1) }
    }
}
