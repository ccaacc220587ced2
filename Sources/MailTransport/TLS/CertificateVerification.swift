internal import COpenSSL
internal import MailCore

/// What verification found out about one connection's chain.
///
/// OpenSSL stops at the first error unless its callback says to go on. Going on to the end tells people everything
/// that is wrong at once; the chain is refused afterwards all the same, inside the handshake, so that the server
/// gets the proper alert and never a byte of ours.
final class CertificateVerification {
    private let accepts: Bool
    private var errors: [(depth: Int, code: Int32)] = []
    private(set) var chain: [Certificate] = []

    /// - Parameter acceptsProblems: true to finish the handshake whatever is found.
    init(acceptsProblems: Bool) { accepts = acceptsProblems }

    var hasProblems: Bool { !errors.isEmpty }

    static func install(in context: OpaquePointer) {
        // RFC 9525 §6.3: a wildcard stands for one whole label.
        let parameters = SSL_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_hostflags(
            parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        // An extra root may be the server's own certificate or an intermediate.
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))

        SSL_CTX_set_verify(context, SSL_VERIFY_PEER) { _, store in
            guard let verification = CertificateVerification.of(store) else { return 0 }
            verification.note(error: X509_STORE_CTX_get_error(store), depth: X509_STORE_CTX_get_error_depth(store))
            return 1
        }
        SSL_CTX_set_cert_verify_callback(
            context,
            { store, _ in
                guard let verification = CertificateVerification.of(store) else { return 0 }
                return verification.verify(store) ? 1 : 0
            }, nil)
    }

    /// Ties this object to a session; it must outlive the session's handshake.
    func attach(to ssl: OpaquePointer) {
        godwit_SSL_set_app_data(ssl, Unmanaged.passUnretained(self).toOpaque())
    }

    private static func of(_ store: OpaquePointer?) -> CertificateVerification? {
        let ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())
        return godwit_SSL_get_app_data(OpaquePointer(ssl)).map {
            Unmanaged<CertificateVerification>.fromOpaque($0).takeUnretainedValue()
        }
    }

    private func note(error code: Int32, depth: Int32) {
        guard code != X509_V_OK else { return }
        errors.append((Int(depth), code))
    }

    private func verify(_ store: OpaquePointer?) -> Bool {
        // A result below 1 without a noted error means that verification could not be done at all.
        if X509_verify_cert(store) != 1, errors.isEmpty {
            errors.append((0, X509_STORE_CTX_get_error(store)))
        }
        chain = readChain(
            sent: Self.certificates(in: X509_STORE_CTX_get0_untrusted(store)),
            built: Self.certificates(in: X509_STORE_CTX_get0_chain(store)))
        guard let first = errors.first, !accepts else {
            X509_STORE_CTX_set_error(store, X509_V_OK)
            return true
        }
        X509_STORE_CTX_set_error(store, first.code)
        return false
    }

    /// What the server sent, in its order, whether it was of use or not; then what the trust store gave.
    private func readChain(sent: [OpaquePointer], built: [OpaquePointer]) -> [Certificate] {
        let added = built.filter { certificate in !sent.contains { X509_cmp($0, certificate) == 0 } }
        return (sent.map { ($0, true) } + added.map { ($0, false) }).map { certificate, isSent in
            let depth = built.firstIndex { X509_cmp($0, certificate) == 0 }
            let problems = depth.map { self.problems(at: $0, of: certificate) } ?? []
            return CertificateReader.read(certificate, problems: problems, isSent: isSent)
        }
    }

    private static func certificates(in stack: OpaquePointer?) -> [OpaquePointer] {
        let count = stack.map { godwit_sk_X509_num($0) } ?? 0
        return (0..<max(count, 0)).compactMap { godwit_sk_X509_value(stack, $0) }
    }

    private func problems(at depth: Int, of certificate: OpaquePointer) -> [CertificateProblem] {
        var problems: [CertificateProblem] = []
        for error in errors where error.depth == depth {
            let problem = CertificateProblem(verifyError: error.code, of: certificate)
            if !problems.contains(problem) { problems.append(problem) }
        }
        return problems
    }
}
