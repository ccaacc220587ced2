package import MailCore
package import NIOCore
internal import NIOPosix

/// Opens connections to mail servers.
package enum MailConnector {
    /// Connects by racing the host's addresses (RFC 8305), with TLS from the first byte when the target says so.
    ///
    /// - Parameters:
    ///   - eventLoop: where the channel lives.
    ///   - configure: adds the protocol's handlers. Called once, on the event loop, for the connection that won, before any
    ///     byte is read. The channel is already active then: handlers must not wait for `channelActive`.
    /// - Returns: the open channel, after the TLS handshake if there is one. It reads by itself (`autoRead`); a
    ///   handler may withhold `read` for back pressure.
    /// - Throws: ``TransportError``; no channel is left open. Cancelling the task ends every attempt.
    package static func connect(
        to target: TransportTarget, on eventLoop: any EventLoop, options: TransportOptions,
        configure: @escaping @Sendable (any Channel) throws -> Void
    ) async throws(TransportError) -> EstablishedConnection {
        let attempt = ConnectionAttempt(to: target, on: eventLoop, options: options)
        do {
            return try await withTaskCancellationHandler {
                try await attempt.run(configure: configure)
            } onCancel: {
                attempt.cancel()
            }
        } catch {
            throw attempt.cause(of: error)
        }
    }

    /// Secures an open connection after the server agreed to STARTTLS. Call it on the channel's event loop, straight
    /// from the `channelRead` that brought the server's answer.
    ///
    /// - Parameters:
    ///   - unprocessed: what the caller has read behind that answer. Anything at all is an attack (or a server so
    ///     broken that it makes no difference): the connection is closed and the future fails.
    /// - Returns: fails with ``TransportError``, and the channel is closed then.
    package static func startTLS(
        on channel: any Channel, host: String, options: TransportOptions, unprocessed: ByteBuffer? = nil
    ) -> EventLoopFuture<TLSSummary> {
        do throws(TransportError) {
            if let unprocessed, unprocessed.readableBytes > 0 {
                throw .startTLSInjection(Array(unprocessed.readableBytesView.prefix(ByteLimits.serverText)))
            }
            return try addTLS(to: channel, host: host, options: options)
        } catch {
            // The reason first: closing tells every handler only that it is over.
            channel.pipeline.fireErrorCaught(error)
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    /// Compresses an open connection after the server agreed to COMPRESS (RFC 4978). Call it on the channel's event loop,
    /// straight from the `channelRead` that brought the server's answer.
    ///
    /// - Parameters:
    ///   - handler: the protocol's; what it writes from here on is compressed, and what it is given was.
    ///   - unprocessed: what the handler has read behind that answer. It is compressed already, and comes back in plain
    ///     with the next `read`.
    package static func startCompression(
        on channel: any Channel, before handler: some ChannelHandler, unprocessed: ByteBuffer
    ) throws(TransportError) {
        channel.eventLoop.assertInEventLoop()
        do {
            let compression = try CompressionHandler(received: unprocessed)
            try channel.pipeline.syncOperations.addHandler(compression, position: .before(handler))
        } catch let failure as CompressionFailure {
            throw .compression(failure)
        } catch {
            throw TransportError(error, stage: .established)
        }
    }

    /// Puts TLS at the front of the pipeline. The handshake begins at once. A certificate that signed DNS contradicts fails
    /// as one does that is not trusted; what DNS says is known since the connection was opened.
    static func addTLS(
        to channel: any Channel, host: String, options: TransportOptions
    ) throws(TransportError) -> EventLoopFuture<TLSSummary> {
        channel.eventLoop.assertInEventLoop()
        let promise = channel.eventLoop.makePromise(of: TLSSummary.self)
        do {
            let handler = TLSClientHandler(
                session: try TLSSession(context: options.tls, host: host),
                handshakeTimeout: TimeAmount(options.timeouts.tls),
                closeTimeout: TimeAmount(options.timeouts.logout), handshakePromise: promise)
            try channel.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            promise.fail(error)
            throw TransportError(error, stage: .tls)
        }
        return promise.futureResult.flatMapThrowing { summary in
            if let finding = options.dane?.finding(of: summary.chain), finding.match == .mismatched {
                throw TLSFailure.otherCertificate(chain: summary.chain, recordName: finding.recordName)
            }
            options.observer?(.secured(summary))
            return summary
        }
    }
}
