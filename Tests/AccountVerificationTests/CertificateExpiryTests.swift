import MailCore
import Testing

@testable import AccountVerification

@Suite struct CertificateExpiryTests {
    private let now = UTCTime(secondsSince1970: 1_900_000_000)

    private func certificate(
        lastingSeconds seconds: Int64, subject: String = "CN=a", isSent: Bool = true
    ) -> Certificate {
        Certificate(
            subject: subject, issuer: "CN=b", names: [], notBefore: now,
            notAfter: UTCTime(secondsSince1970: now.secondsSince1970 + seconds), sha256: "", problems: [],
            isSent: isSent)
    }

    private static let limit: Int64 = 21 * 86_400
    private static let cases: [(Int64, Bool)] = [
        (limit - 1, true), (limit, false), (limit + 1, false), (1, true), (0, false),
    ]

    @Test(arguments: cases)
    func warnsOfTheLastThreeWeeks(seconds: Int64, warns: Bool) {
        let warning = CertificateExpiry.warning(
            host: "h", chain: [certificate(lastingSeconds: seconds)], now: now)
        #expect((warning != nil) == warns)
    }

    @Test func firstToEndCounts() {
        let chain = [
            certificate(lastingSeconds: 90 * 86_400), certificate(lastingSeconds: 2 * 86_400, subject: "CN=b"),
        ]
        let warning = CertificateExpiry.warning(host: "h", chain: chain, now: now)
        #expect(warning?.message.english.contains("in 2 days, on 2030-03-19") == true)
        #expect(warning?.severity == .warning)
    }

    /// An old root beside the chain, expired or soon to be, and a root of this computer: neither is the operator's to renew.
    @Test(arguments: [-1, 86_400]) func `What does not count is not warned of`(seconds: Int64) {
        let leaf = certificate(lastingSeconds: 90 * 86_400)
        let beside = certificate(lastingSeconds: seconds, subject: "CN=old")
        #expect(CertificateExpiry.warning(host: "h", chain: [leaf, beside], now: now) == nil)
        let root = certificate(lastingSeconds: seconds, subject: "CN=b", isSent: false)
        #expect(CertificateExpiry.warning(host: "h", chain: [leaf, root], now: now) == nil)
        let soon = certificate(lastingSeconds: 5 * 86_400)
        #expect(CertificateExpiry.warning(host: "h", chain: [soon, beside, root], now: now) != nil)
    }
}
