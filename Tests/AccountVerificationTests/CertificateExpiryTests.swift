import MailCore
import Testing

@testable import AccountVerification

@Suite struct CertificateExpiryTests {
    private let now = UTCTime(secondsSince1970: 1_900_000_000)

    private func certificate(lastingSeconds seconds: Int64) -> Certificate {
        Certificate(
            subject: "CN=a", issuer: "CN=b", names: [], notBefore: now,
            notAfter: UTCTime(secondsSince1970: now.secondsSince1970 + seconds), sha256: "", problems: [])
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
        let chain = [certificate(lastingSeconds: 90 * 86_400), certificate(lastingSeconds: 2 * 86_400)]
        let warning = CertificateExpiry.warning(host: "h", chain: chain, now: now)
        #expect(warning?.message.english.contains("in 2 days, on 2030-03-19") == true)
        #expect(warning?.severity == .warning)
    }
}
