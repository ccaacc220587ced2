internal import COpenSSL
import Glibc

/// Loads the authorities we trust into a context.
enum TrustStore {
    /// Where the distributions keep their bundle: Debian and Arch, Fedora and RHEL, openSUSE, Alpine.
    private static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]

    /// The system's authorities. `SSL_CERT_FILE` and `SSL_CERT_DIR` take their place, as in every OpenSSL program.
    /// A machine without any is not an error here: each certificate will say that its issuer is unknown.
    static func loadSystemRoots(into context: OpaquePointer) {
        OpenSSLErrors.clear()
        SSL_CTX_set_default_verify_paths(context)
        // Where OpenSSL's own default is there, it is one of these.
        let isLoaded = getenv("SSL_CERT_FILE") != nil || access(X509_get_default_cert_file(), R_OK) == 0
        if !isLoaded, let bundle = bundles.first(where: { access($0, R_OK) == 0 }) {
            SSL_CTX_load_verify_file(context, bundle)
        }
        OpenSSLErrors.clear()
    }

    static func loadExtraRoots(_ path: String, into context: OpaquePointer) throws(TLSFailure) {
        OpenSSLErrors.clear()
        guard SSL_CTX_load_verify_file(context, path) == 1 else {
            throw .rootsUnusable(path: path, reason: OpenSSLErrors.take().reason)
        }
    }
}
