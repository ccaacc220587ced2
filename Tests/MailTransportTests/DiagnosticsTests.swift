import MailCore
import MailTransport
import Testing

/// Every failure is put into words, in both languages, with something to do next.
@Suite struct DiagnosticsTests {
    private static let target = TransportTarget(host: "mail.example.org", port: 993, security: .tls)

    static let errors: [(TransportError, DiagnosticCode)] = [
        (.hostNotFound, .hostNotFound), (.dnsUnavailable, .dnsUnavailable), (.refused, .connectionRefused),
        (.privateAddress("10.0.0.1"), .privateAddress), (.unreachable, .networkUnreachable),
        (.timedOut(.connect), .connectionTimedOut), (.timedOut(.tls), .connectionTimedOut),
        (.timedOut(.established), .commandTimedOut), (.closed(.tls), .connectionLost),
        (.closed(.established), .connectionLost), (.startTLSInjection([0x78]), .startTLSInjection),
        (.compression(.damaged(reason: "x")), .compressionBroken), (.compression(.dataBehindEnd), .compressionBroken),
        (.compression(.unavailable), .compressionBroken), (.system(errno: 24), .connectionLost),
        (.tls(.notTLS(firstBytes: [0x2A])), .plaintextOnTLSPort),
        (.tls(.versionTooOld), .tlsVersionTooOld), (.tls(.handshake(reason: "x")), .tlsHandshakeFailed),
        (.tls(.broken(reason: "x")), .connectionLost), (.tls(.truncated), .connectionLost),
        (.tls(.rootsUnusable(path: "f", reason: "x")), .certificateInvalid),
        (.tls(.certificate(chain: [], expectedName: "h")), .certificateInvalid),
        (.tls(.otherCertificate(chain: [], recordName: "n")), .daneMismatch),
    ]

    @Test(arguments: errors) func everyErrorIsExplained(error: TransportError, code: DiagnosticCode) {
        let diagnostics = error.diagnostics(for: Self.target)
        #expect(diagnostics.map(\.code) == [code])
        let texts = diagnostics.flatMap { [$0.message, $0.remedy] }.compactMap { $0 }
        #expect(texts.count == 2)
        for text in texts {
            #expect(text.english.allSatisfy { $0.isASCII })
            #expect(text.simplifiedChinese.contains { !$0.isASCII })
        }
    }

    @Test(
        arguments: [
            ("mail.example.org", ["imap.example.org"], "imap.example.org"),
            ("mail.example.org", ["www.other.example", "example.org"], "example.org"),
            ("example.org", ["imap.example.org"], "imap.example.org"),
            ("mail.example.org", ["*.example.org.other.example"], nil),
            ("mail.example.org", ["mail.example.com"], nil),
            ("mail.example.org", ["*.example.org"], nil),
            ("mail.example.org", [], nil),
        ] as [(String, [String], String?)])
    func onlyNamesOfTheSameDomainAreSuggested(host: String, names: [String], suggestion: String?) {
        let now = UTCTime(secondsSince1970: 0)
        let certificate = Certificate(
            subject: "CN=a", issuer: "CN=b", names: names, notBefore: now, notAfter: now, sha256: "",
            problems: [.nameMismatch])
        let remedy = CertificateDiagnosis(host: host, chain: [certificate]).diagnostics.first?.remedy?.english
        if let suggestion {
            #expect(remedy?.contains("use \(suggestion) as the server name") == true)
        } else {
            #expect(remedy?.contains("as the server name:") == false)
        }
    }

    @Test func serverTextIsCleaned() {
        let error = TransportError.tls(.notTLS(firstBytes: Array("* OK \u{1B}[31m".utf8)))
        #expect(error.diagnostics(for: Self.target).first?.evidence == #"* OK \u{1B}[31m"#)
    }

    @Test(arguments: [
        ("imap.xn--bcher-kva.example", "imap.bücher.example"),
        ("imap.xn--pypal-4ve.example", "imap.xn--pypal-4ve.example"),
    ])
    func `Hosts are named in their own script where that cannot deceive`(host: String, shown: String) {
        let target = TransportTarget(host: host, port: 993, security: .tls)
        for error in [
            TransportError.hostNotFound, .tls(.certificate(chain: [], expectedName: host)), .tls(.versionTooOld),
        ] {
            let message = error.diagnostics(for: target).first?.message
            #expect(message?.english.contains(shown + (error == .hostNotFound ? ":" : " ")) == true)
            #expect(message?.simplifiedChinese.contains(shown + " ") == true)
        }
    }

    @Test(arguments: [("10.0.0.1", true), ("169.254.169.254", false), ("fd00:ec2::254", false)])
    func `Only what can be allowed is said to be`(address: String, canBeAllowed: Bool) {
        let remedy = TransportError.privateAddress(address).diagnostics(for: Self.target).first?.remedy
        #expect(remedy?.english.contains("--allow-private-hosts") == canBeAllowed)
        #expect(remedy?.simplifiedChinese.contains("--allow-private-hosts") == canBeAllowed)
    }
}
