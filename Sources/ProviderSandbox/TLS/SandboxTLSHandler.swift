internal import COpenSSL
package import NIOCore

/// TLS on the server's side of a connection, deliberately made another way than the client's (memory BIOs, one record
/// a write), so that the two do not share mistakes.
package final class SandboxTLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private let session: OpaquePointer
    private let input: OpaquePointer
    private let output: OpaquePointer
    private let saysGoodbye: Bool
    private let established: (@Sendable (SandboxChannelBindings) -> Void)?
    private var isEstablished = false
    private var isActivationDue = false
    private var waiting: [(ByteBuffer, EventLoopPromise<Void>?)] = []

    /// - Parameters:
    ///   - newestVersion: the newest protocol offered, such as `.tls1_1`.
    ///   - saysGoodbye: whether closing sends close_notify first.
    ///   - established: gets what a login over the connection can be tied to, as the server sees it.
    package init(
        _ files: SandboxCertificateFiles, newestVersion: SandboxTLSVersion = .tls1_3, saysGoodbye: Bool = true,
        established: (@Sendable (SandboxChannelBindings) -> Void)? = nil
    ) throws {
        session = try Self.session(files, newestVersion)
        self.saysGoodbye = saysGoodbye
        self.established = established
        guard let input = BIO_new(BIO_s_mem()), let output = BIO_new(BIO_s_mem()) else {
            SSL_free(session)
            throw SandboxCertificateError(reason: "no memory for TLS")
        }
        (self.input, self.output) = (input, output)
        SSL_set_bio(session, input, output)
        SSL_set_accept_state(session)
    }

    private static func session(
        _ files: SandboxCertificateFiles, _ newestVersion: SandboxTLSVersion
    ) throws -> OpaquePointer {
        let context = SSL_CTX_new(TLS_server_method())
        defer { SSL_CTX_free(context) }
        SSL_CTX_set_cipher_list(context, "ALL@SECLEVEL=0")
        SSL_CTX_set_options(context, godwit_SSL_OP_NO_RENEGOTIATION)
        godwit_SSL_CTX_set_min_proto_version(context, TLS1_VERSION)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, newestVersion.number, nil)
        guard SSL_CTX_use_certificate_chain_file(context, files.certificateFile) == 1,
            SSL_CTX_use_PrivateKey_file(context, files.keyFile, SSL_FILETYPE_PEM) == 1,
            let session = SSL_new(context)
        else { throw SandboxCertificateError(reason: files.certificateFile) }
        return session
    }

    deinit { SSL_free(session) }

    // Handlers behind us speak first (greetings) only when somebody can hear them.
    package func channelActive(context: ChannelHandlerContext) { isActivationDue = true }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var ciphertext = unwrapInboundIn(data)
        while ciphertext.readableBytes > 0 {
            let taken = ciphertext.readWithUnsafeReadableBytes {
                max(0, Int(BIO_write(input, $0.baseAddress, Int32(clamping: $0.count))))
            }
            guard taken > 0 else { return context.close(promise: nil) }
        }
        if !isEstablished { handshake(context: context) }
        guard isEstablished else { return }
        while let plaintext = readPlaintext(context: context) { context.fireChannelRead(wrapInboundOut(plaintext)) }
        send(context: context, promise: nil)
        if SSL_get_shutdown(session) & SSL_RECEIVED_SHUTDOWN != 0 { context.close(promise: nil) }
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        waiting.append((unwrapOutboundIn(data), promise))
    }

    package func flush(context: ChannelHandlerContext) {
        guard isEstablished else { return }
        // Taken out first: sending may make room, and room may bring more writes.
        while !waiting.isEmpty {
            var (bytes, promise) = waiting.removeFirst()
            while bytes.readableBytes > 0 {
                let taken = bytes.readWithUnsafeReadableBytes {
                    max(0, Int(SSL_write(session, $0.baseAddress, Int32(clamping: $0.count))))
                }
                guard taken > 0 else { break }
            }
            send(context: context, promise: promise)
        }
    }

    package func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if saysGoodbye, isEstablished {
            SSL_shutdown(session)
            send(context: context, promise: nil)
        }
        context.close(mode: mode, promise: promise)
    }

    private func handshake(context: ChannelHandlerContext) {
        ERR_clear_error()
        let result = SSL_do_handshake(session)
        isEstablished = result == 1
        let isWaiting = SSL_get_error(session, result) == SSL_ERROR_WANT_READ
        send(context: context, promise: nil)
        if !isEstablished, !isWaiting { context.close(promise: nil) }
        guard isEstablished else { return }
        established?(SandboxChannelBindings(session))
        flush(context: context)
        if isActivationDue { context.fireChannelActive() }
    }

    /// Largest piece of plaintext in a record (RFC 8446 §5.1), bytes.
    private static let largestRecord = 1 << 14

    private func readPlaintext(context: ChannelHandlerContext) -> ByteBuffer? {
        ERR_clear_error()
        var plaintext = context.channel.allocator.buffer(capacity: Self.largestRecord)
        plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.largestRecord) {
            max(0, Int(SSL_read(session, $0.baseAddress, Int32(clamping: $0.count))))
        }
        return plaintext.readableBytes > 0 ? plaintext : nil
    }

    private func send(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        var ciphertext = context.channel.allocator.buffer(capacity: BIO_ctrl_pending(output))
        ciphertext.writeWithUnsafeMutableBytes(minimumWritableBytes: BIO_ctrl_pending(output)) {
            max(0, Int(BIO_read(output, $0.baseAddress, Int32(clamping: $0.count))))
        }
        context.writeAndFlush(wrapOutboundOut(ciphertext), promise: promise)
    }
}
