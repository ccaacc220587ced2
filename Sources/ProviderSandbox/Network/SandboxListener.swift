package import NIOCore
internal import NIOPosix

/// Servers on free ports of 127.0.0.1 that live as long as a closure.
package struct SandboxListener: Sendable {
    private let group: MultiThreadedEventLoopGroup

    /// Lends the means to listen. All that listens, and every connection, is gone when the closure returns.
    package static func withListener<Result: Sendable>(
        _ body: (SandboxListener) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let result = try await body(SandboxListener(group: group))
            try await group.shutdownGracefully()
            return result
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    /// - Parameter configure: adds the handlers of each accepted connection.
    /// - Returns: the port.
    package func listen(configure: @escaping @Sendable (any Channel) throws -> Void) async throws -> UInt16 {
        let listener = try await ServerBootstrap(group: group)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return try Self.port(of: listener)
    }

    /// The same for datagrams.
    package func listenForDatagrams(
        configure: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> UInt16 {
        let channel = try await DatagramBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return try Self.port(of: channel)
    }

    /// One server.
    ///
    /// - Parameter body: gets the port.
    package static func run<Result: Sendable>(
        configure: @escaping @Sendable (any Channel) throws -> Void, body: (UInt16) async throws -> Result
    ) async throws -> Result {
        try await withListener { try await body($0.listen(configure: configure)) }
    }

    private static func port(of channel: any Channel) throws -> UInt16 {
        guard let port = channel.localAddress?.port.flatMap(UInt16.init(exactly:)), port > 0 else {
            throw SandboxListenerError()
        }
        return port
    }
}

/// The system told no port of a socket that listens.
package struct SandboxListenerError: Error {}
