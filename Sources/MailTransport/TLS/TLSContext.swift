internal import COpenSSL
internal import Synchronization

/// Everything the TLS sessions of a run share: profile, trust store, verification.
package final class TLSContext: Sendable {
    private let context: SharedHandle
    let configuration: TLSConfiguration
    let bufferMethod: BufferBIOMethod
    /// The system's authorities are read when the first session needs them: there are more than a hundred, and
    /// a connection without TLS needs none.
    private let hasSystemRoots = Mutex(false)

    /// - Throws: `.tls(.rootsUnusable)` when the file of extra roots cannot be read or holds no certificate.
    package init(_ configuration: TLSConfiguration = TLSConfiguration()) throws(TransportError) {
        guard let context = SSL_CTX_new(TLS_client_method()), let bufferMethod = BufferBIOMethod() else {
            throw .tls(.handshake(reason: OpenSSLErrors.take().reason))
        }
        self.context = SharedHandle(context)
        self.configuration = configuration
        self.bufferMethod = bufferMethod

        Self.apply(configuration.profile, to: context)
        // No renegotiation, no resumption: every connection verifies the certificate anew.
        SSL_CTX_set_options(
            context, godwit_SSL_OP_NO_RENEGOTIATION | godwit_SSL_OP_NO_TICKET | godwit_SSL_OP_NO_COMPRESSION)
        godwit_SSL_CTX_disable_session_cache(context)
        godwit_SSL_CTX_release_idle_buffers(context)

        if let file = configuration.extraRootsFile {
            do throws(TLSFailure) { try TrustStore.loadExtraRoots(file, into: context) } catch { throw .tls(error) }
        }
        CertificateVerification.install(in: context)
    }

    deinit {
        SSL_CTX_free(context.pointer)
        bufferMethod.free()
    }

    /// A new `SSL`, owned by the caller.
    func makeSession() -> OpaquePointer? {
        hasSystemRoots.withLock { isLoaded in
            if !isLoaded, let pointer = context.pointer { TrustStore.loadSystemRoots(into: pointer) }
            isLoaded = true
        }
        return SSL_new(context.pointer)
    }

    private static func apply(_ profile: TLSProfile, to context: OpaquePointer) {
        switch profile {
        case .modern:
            godwit_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION)
            SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=2")
        case .compatible:
            godwit_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION)
            SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=1")
            SSL_CTX_set_options(context, godwit_SSL_OP_LEGACY_SERVER_CONNECT)
        case .legacy:
            godwit_SSL_CTX_set_min_proto_version(context, TLS1_VERSION)
            SSL_CTX_set_cipher_list(context, "ALL:!aNULL:!eNULL@SECLEVEL=0")
            SSL_CTX_set_options(context, godwit_SSL_OP_LEGACY_SERVER_CONNECT)
        }
    }
}
