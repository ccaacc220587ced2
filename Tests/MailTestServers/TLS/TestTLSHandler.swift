internal import COpenSSL
package import NIOCore

/// TLS on the server's side of a test connection, deliberately made another way than the client's (memory BIOs,
/// one record a write), so that the two do not share mistakes.
package final class TestTLSHandler: ChannelDuplexHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer
    package typealias OutboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private let session: OpaquePointer
    private let input: OpaquePointer?
    private let output: OpaquePointer?
    private let saysGoodbye: Bool
    private let established: (@Sendable (TestChannelBindings) -> Void)?
    private var isEstablished = false
    private var isActivationDue = false
    private var waiting: [(ByteBuffer, EventLoopPromise<Void>?)] = []

    /// - Parameters:
    ///   - newestVersion: the newest protocol offered, such as `.tls1_1`.
    ///   - saysGoodbye: whether closing sends close_notify first.
    ///   - established: gets what a login over the connection can be tied to, as the server sees it.
    package init(
        _ files: TestCertificateFiles, newestVersion: TestTLSVersion = .tls1_3, saysGoodbye: Bool = true,
        established: (@Sendable (TestChannelBindings) -> Void)? = nil
    ) throws {
        let context = SSL_CTX_new(TLS_server_method())
        defer { SSL_CTX_free(context) }
        SSL_CTX_set_cipher_list(context, "ALL@SECLEVEL=0")
        godwit_SSL_CTX_set_min_proto_version(context, TLS1_VERSION)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, newestVersion.number, nil)
        guard SSL_CTX_use_certificate_chain_file(context, files.certificateFile) == 1,
            SSL_CTX_use_PrivateKey_file(context, files.keyFile, SSL_FILETYPE_PEM) == 1,
            let session = SSL_new(context)
        else { throw TestCertificateError(reason: files.certificateFile) }
        self.session = session
        self.saysGoodbye = saysGoodbye
        self.established = established
        input = BIO_new(BIO_s_mem())
        output = BIO_new(BIO_s_mem())
        SSL_set_bio(session, input, output)
        SSL_set_accept_state(session)
    }

    deinit { SSL_free(session) }

    // Handlers behind us speak first (greetings) only when somebody can hear them.
    package func channelActive(context: ChannelHandlerContext) { isActivationDue = true }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var ciphertext = unwrapInboundIn(data)
        ciphertext.readWithUnsafeReadableBytes { Int(BIO_write(input, $0.baseAddress, Int32($0.count))) }
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
            let (bytes, promise) = waiting.removeFirst()
            _ = bytes.withUnsafeReadableBytes { SSL_write(session, $0.baseAddress, Int32($0.count)) }
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
        established?(TestChannelBindings(session))
        flush(context: context)
        if isActivationDue { context.fireChannelActive() }
    }

    private func readPlaintext(context: ChannelHandlerContext) -> ByteBuffer? {
        ERR_clear_error()
        var plaintext = context.channel.allocator.buffer(capacity: 1 << 14)
        plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: 1 << 14) {
            max(0, Int(SSL_read(session, $0.baseAddress, Int32($0.count))))
        }
        return plaintext.readableBytes > 0 ? plaintext : nil
    }

    private func send(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        var ciphertext = context.channel.allocator.buffer(capacity: BIO_ctrl_pending(output))
        ciphertext.writeWithUnsafeMutableBytes(minimumWritableBytes: BIO_ctrl_pending(output)) {
            max(0, Int(BIO_read(output, $0.baseAddress, Int32($0.count))))
        }
        context.writeAndFlush(wrapOutboundOut(ciphertext), promise: promise)
    }
}

/// What a login over a connection can be tied to.
package struct TestChannelBindings: Sendable {
    /// RFC 9266 §2.
    package let exporter: [UInt8]
    /// RFC 5929 §3.1.
    package let clientFinished: [UInt8]

    fileprivate init(_ session: OpaquePointer) {
        var exported = [UInt8](repeating: 0, count: 32)
        let label = "EXPORTER-Channel-Binding"
        SSL_export_keying_material(session, &exported, exported.count, label, label.utf8.count, [], 0, 1)
        exporter = exported
        var finished = [UInt8](repeating: 0, count: 64)
        let count = SSL_get_peer_finished(session, &finished, finished.count)
        clientFinished = Array(finished.prefix(count))
    }
}

/// A version a test server can be held to.
package enum TestTLSVersion: Sendable, CaseIterable {
    case tls1_1, tls1_2, tls1_3

    var number: Int {
        switch self {
        case .tls1_1: Int(TLS1_1_VERSION)
        case .tls1_2: Int(TLS1_2_VERSION)
        case .tls1_3: Int(TLS1_3_VERSION)
        }
    }
}
