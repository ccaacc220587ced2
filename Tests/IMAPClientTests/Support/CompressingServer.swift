import MailTransport
import NIOCore

/// Lets anybody in, agrees to COMPRESS, and says yes to everything in compressed form.
final class CompressingServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the server says right behind its OK.
    enum Sequel: Sendable {
        /// This, compressed, in the same packet.
        case compressed(String)
        /// These bytes as they are, in the same packet.
        case raw([UInt8])
        /// This in compressed form, in packets of so many bytes, and then no more.
        case pieces(String, size: Int)
    }

    private let sequel: Sequel
    private var deflater: Deflater
    private var inflater: Inflater
    private var isCompressed = false
    private var line = ""

    init(_ sequel: Sequel) throws {
        self.sequel = sequel
        deflater = try Deflater()
        inflater = try Inflater()
    }

    func channelActive(context: ChannelHandlerContext) {
        say("* OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] ready\r\n", context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        do {
            guard isCompressed else { return hear(String(buffer: bytes), context) }
            inflater.append(bytes)
            while let plain = try inflater.next(allocator: ByteBufferAllocator()) {
                hear(String(buffer: plain), context)
            }
        } catch {
            context.fireErrorCaught(error)
        }
    }

    private func hear(_ text: String, _ context: ChannelHandlerContext) {
        line += text
        while let end = line.firstIndex(of: "\r\n") {
            let words = line[..<end].split(separator: " ")
            line.removeSubrange(...end)
            answer(String(words.first ?? ""), command: String(words.dropFirst().first ?? ""), context)
        }
    }

    private func answer(_ tag: String, command: String, _ context: ChannelHandlerContext) {
        switch command {
        case "LOGIN": say("\(tag) OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n", context)
        case "COMPRESS": compress(tag, context)
        default: say("\(tag) OK done\r\n", context)
        }
    }

    private func compress(_ tag: String, _ context: ChannelHandlerContext) {
        var packet = ByteBuffer(string: "\(tag) OK from here on\r\n")
        isCompressed = true
        switch sequel {
        case .compressed(let text): packet.writeImmutableBuffer(deflated(text))
        case .raw(let bytes): packet.writeBytes(bytes)
        case .pieces(let text, let size):
            packet.writeImmutableBuffer(deflated(text))
            while packet.readableBytes > size, let piece = packet.readSlice(length: size) {
                context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
            }
            context.writeAndFlush(wrapOutboundOut(packet)).assumeIsolated().whenComplete { _ in
                // Only our half: a reset would take away what the client has not read yet.
                context.close(mode: .output, promise: nil)
            }
            return
        }
        context.writeAndFlush(wrapOutboundOut(packet), promise: nil)
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(isCompressed ? deflated(text) : ByteBuffer(string: text)), promise: nil)
    }

    private func deflated(_ text: String) -> ByteBuffer {
        deflater.append(ByteBuffer(string: text))
        return deflater.flush() ?? ByteBuffer()
    }
}
