import MailCore
import MailTransport
import Testing

/// What is said of connections to old servers.
@Suite struct TLSWarningTests {
    @Test(
        arguments: [
            ("TLSv1.3", "TLS_AES_256_GCM_SHA384", []), ("TLSv1.2", "ECDHE-RSA-AES128-SHA", []),
            ("TLSv1.1", "ECDHE-RSA-AES128-SHA", [.tlsVersionTooOld]), ("SSLv3", "AES128-SHA", [.tlsVersionTooOld]),
            ("TLSv1.2", "RC4-SHA", [.cipherWeak]), ("TLSv1.2", "DES-CBC3-SHA", [.cipherWeak]),
            ("TLSv1", "EXP-RC4-MD5", [.tlsVersionTooOld, .cipherWeak]), ("TLSv1.2", "NULL-SHA256", [.cipherWeak]),
        ] as [(String, String, [DiagnosticCode])])
    func `Old versions and weak ciphers are warned of`(version: String, cipher: String, codes: [DiagnosticCode]) {
        let warnings = TLSSummary(version: version, cipher: cipher, chain: []).warnings(host: "h")
        #expect(warnings.map(\.code) == codes)
        for warning in warnings {
            #expect(warning.severity == .warning && warning.remedy != nil && warning.actor == .provider)
            #expect(warning.message.simplifiedChinese.contains { !$0.isASCII })
        }
    }
}
