public import NIOCore

/// One connection of an ``IMAPServer``.
public final class SandboxIMAPHandler: ChannelInboundHandler {
    public typealias InboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    private let server: IMAPServer
    private let startTLS: (@Sendable () throws -> any ChannelHandler)?

    init(server: IMAPServer, isSecure: Bool, startTLS: (@Sendable () throws -> any ChannelHandler)?) {
        self.server = server
        self.startTLS = startTLS
    }
}
