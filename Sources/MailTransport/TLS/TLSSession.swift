internal import COpenSSL
internal import MailCore
internal import NIOCore

/// One TLS connection as a client, without I/O: ciphertext goes in and comes out as buffers.
final class TLSSession {
    private let ssl: OpaquePointer
    private let buffers: BufferBIO
    private let verification: CertificateVerification
    private let expectedName: String
    // Held so that the functions our BIO calls stay alive.
    private let context: TLSContext

    /// - Parameter host: the name or IP address the certificate must be valid for.
    init(context: TLSContext, host: String) throws(TLSFailure) {
        OpenSSLErrors.clear()
        let buffers = BufferBIO()
        guard let ssl = context.makeSession() else { throw .handshake(reason: OpenSSLErrors.take().reason) }
        self.ssl = ssl
        self.context = context
        self.buffers = buffers
        expectedName = host.hasSuffix(".") ? String(host.dropLast()) : host
        verification = CertificateVerification(acceptsProblems: !context.configuration.verifiesCertificates)

        guard let bio = context.bufferMethod.makeBIO(over: buffers) else {
            throw .handshake(reason: OpenSSLErrors.take().reason)
        }
        SSL_set_bio(ssl, bio, bio)
        SSL_set_connect_state(ssl)
        verification.attach(to: ssl)
        try expectName()
    }

    deinit { SSL_free(ssl) }

    // MARK: Ciphertext

    func receive(_ ciphertext: consuming ByteBuffer) { buffers.receive(ciphertext) }

    func takeOutbound() -> ByteBuffer? { buffers.takeOutbound() }

    // MARK: Handshake

    enum Progress { case complete, needsInput }

    /// Goes on with the handshake as far as the input reaches.
    func handshake() throws(TLSFailure) -> Progress {
        OpenSSLErrors.clear()
        let result = SSL_do_handshake(ssl)
        if result == 1 { return .complete }
        if SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ { return .needsInput }
        throw handshakeFailure(OpenSSLErrors.take())
    }

    /// Valid once the handshake is complete.
    var summary: TLSSummary {
        TLSSummary(
            version: String(cString: SSL_get_version(ssl)),
            cipher: SSL_get_current_cipher(ssl).map { String(cString: SSL_CIPHER_get_name($0)) } ?? "",
            chain: verification.chain, channelBindings: ChannelBindingReader.read(ssl))
    }

    private func handshakeFailure(_ errors: OpenSSLErrors) -> TLSFailure {
        if verification.hasProblems {
            return .certificate(chain: verification.chain, expectedName: expectedName)
        }
        return errors.concernProtocolVersion ? .versionTooOld : .handshake(reason: errors.reason)
    }

    // MARK: Plaintext

    enum ReadResult { case plaintext, needsInput, closed }

    /// Appends decrypted bytes to the buffer until the input is used up.
    func read(into plaintext: inout ByteBuffer) throws(TLSFailure) -> ReadResult {
        let before = plaintext.writerIndex
        while true {
            OpenSSLErrors.clear()
            var count = 0
            var result: Int32 = 0
            plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordSize) { room in
                result = SSL_read_ex(ssl, room.baseAddress, room.count, &count)
                return result == 1 ? count : 0
            }
            if result == 1 { continue }
            switch SSL_get_error(ssl, result) {
            case SSL_ERROR_WANT_READ: return plaintext.writerIndex > before ? .plaintext : .needsInput
            case SSL_ERROR_ZERO_RETURN: return .closed
            default: throw .broken(reason: OpenSSLErrors.take().reason)
            }
        }
    }

    /// Encrypts all bytes. Our BIO takes everything, so a write never has to be continued.
    func write(_ plaintext: ByteBuffer) throws(TLSFailure) {
        guard plaintext.readableBytes > 0 else { return }
        OpenSSLErrors.clear()
        buffers.reserveOutbound(plaintext.readableBytes + Self.overhead(of: plaintext.readableBytes))
        let isWritten = plaintext.withUnsafeReadableBytes { bytes in
            var count = 0
            return SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &count) == 1 && count == bytes.count
        }
        guard isWritten else { throw .broken(reason: OpenSSLErrors.take().reason) }
    }

    /// Says goodbye (close_notify); what it says is in the outbound buffer.
    func close() {
        OpenSSLErrors.clear()
        SSL_shutdown(ssl)
        OpenSSLErrors.clear()
    }

    // MARK: Names

    private func expectName() throws(TLSFailure) {
        let parameters = SSL_get0_param(ssl)
        // RFC 6066 §3: server_name never carries an address.
        if HostAddress(expectedName) != nil {
            guard X509_VERIFY_PARAM_set1_ip_asc(parameters, expectedName) == 1 else { throw badName() }
        } else {
            guard X509_VERIFY_PARAM_set1_host(parameters, expectedName, 0) == 1,
                godwit_SSL_set_tlsext_host_name(ssl, expectedName) == 1
            else { throw badName() }
        }
    }

    private func badName() -> TLSFailure { .handshake(reason: OpenSSLErrors.take().reason) }

    /// RFC 8446 §5.1: the most plaintext one record holds.
    static let recordSize = 1 << 14

    /// More than any cipher suite adds to so many bytes.
    private static func overhead(of count: Int) -> Int { (count / recordSize + 1) * 64 }
}
