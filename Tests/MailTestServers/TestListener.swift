package import NIOCore
internal import NIOPosix

/// A server on a free port of 127.0.0.1 that lives as long as a closure.
package enum TestListener {
    /// - Parameters:
    ///   - configure: adds the handlers of each accepted connection.
    ///   - body: gets the port; the listener and its connections are gone when it returns.
    package static func run<Result: Sendable>(
        configure: @escaping @Sendable (any Channel) throws -> Void, body: (UInt16) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let listener = try await ServerBootstrap(group: group)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = UInt16(listener.localAddress?.port ?? 0)
        do {
            let result = try await body(port)
            try await group.shutdownGracefully()
            return result
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }
}
