import MailCore
import Testing

@Suite struct CertificateTests {
    private func certificate(
        _ algorithm: String, _ bits: Int, _ signature: String = "sha256WithRSAEncryption", issuer: String = "CN=b"
    ) -> Certificate {
        var key = Certificate.PublicKey()
        (key.algorithm, key.bits) = (algorithm, bits)
        let now = UTCTime(secondsSince1970: 0)
        return Certificate(
            subject: "CN=a", issuer: issuer, names: [], notBefore: now, notAfter: now, sha256: "", problems: [],
            key: key,
            signature: signature)
    }

    @Test(
        arguments: [
            ("RSA", 2_047, "RSA 2047"), ("RSA", 2_048, nil), ("RSA-PSS", 1_024, "RSA-PSS 1024"),
            ("DSA", 1_024, "DSA 1024"),
            ("EC", 223, "EC 223"), ("EC", 224, nil), ("ED25519", 256, nil), ("", 0, nil),
        ] as [(String, Int, String?)])
    func `A key below 112 bits of security is weak`(algorithm: String, bits: Int, weakness: String?) {
        #expect(certificate(algorithm, bits).weakness == weakness)
    }

    @Test(arguments: [
        ("sha1WithRSAEncryption", true), ("RSA-SHA1", true), ("ecdsa-with-SHA1", true), ("md5WithRSAEncryption", true),
        ("RSA-MD5", true), ("sha256WithRSAEncryption", false), ("ecdsa-with-SHA384", false), ("ED25519", false),
    ])
    func `So is a signature by an old digest`(signature: String, isWeak: Bool) {
        #expect((certificate("EC", 256, signature).weakness == signature) == isWeak)
        #expect(certificate("EC", 256, signature, issuer: "CN=a").weakness == nil)
    }
}
