import MailCore
import Testing

@testable import SASL

@Suite struct MechanismChoiceTests {
    private static let everything = [
        "plain", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "Scram-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS",
        "XOAUTH2",
        "OAUTHBEARER", "NTLM", "GSSAPI",
    ]
    private static let exporter = ChannelBinding(.exporter, [1])
    private static let endPoint = ChannelBinding(.serverEndPoint, [2])

    private func names(
        _ offered: [String], over protection: LineProtection, kind: LoginCredentials.Kind = .password
    ) -> [String] {
        MechanismChoice.all(offered: offered, kind: kind, over: protection).map {
            "\($0.mechanism.rawValue) \($0.binding.header)"
        }
    }

    @Test func strongestComesFirstUnderTLS() {
        let names = names(Self.everything, over: .tls([Self.exporter, Self.endPoint]))
        let expected = [
            "SCRAM-SHA-256-PLUS p=tls-exporter,,", "SCRAM-SHA-256-PLUS p=tls-server-end-point,,",
            "SCRAM-SHA-1-PLUS p=tls-exporter,,", "SCRAM-SHA-1-PLUS p=tls-server-end-point,,", "SCRAM-SHA-256 n,,",
            "SCRAM-SHA-1 n,,", "PLAIN n,,", "LOGIN n,,", "CRAM-MD5 n,,",
        ]
        #expect(names == expected)
    }

    /// RFC 5802 §6: `y` tells a server that somebody took its offer away.
    @Test func serverThatOffersNoBindingIsToldThatWeCould() {
        #expect(names(["SCRAM-SHA-256"], over: .tls([Self.exporter])) == ["SCRAM-SHA-256 y,,"])
        #expect(names(["SCRAM-SHA-256"], over: .tls([])) == ["SCRAM-SHA-256 n,,"])
    }

    @Test func passwordIsKeptOffAPlaintextLineWhereItCanBe() {
        #expect(
            names(Self.everything, over: .plaintextByWish) == [
                "SCRAM-SHA-256 n,,", "SCRAM-SHA-1 n,,", "CRAM-MD5 n,,", "PLAIN n,,", "LOGIN n,,",
            ])
    }

    @Test func tokensHaveMechanismsOfTheirOwn() {
        let names = names(Self.everything, over: .tls([]), kind: .accessToken)
        #expect(names == ["OAUTHBEARER n,,", "XOAUTH2 n,,"])
    }

    @Test(arguments: [[], ["NTLM"], ["XOAUTH2", "PLAIN-CLIENTTOKEN"], ["SCRAM-SHA-512"]])
    func nothingInCommonIsNothing(_ offered: [String]) {
        #expect(names(offered, over: .tls([Self.exporter])).isEmpty)
    }

    @Test(arguments: [
        ("ready", ChannelBinding.Kind.exporter, true), ("mx Cyrus IMAP 3.6 ready", .exporter, false),
        ("mx Cyrus IMAP 3.6 ready", .unique, true),
    ])
    func cyrusBindsToOlderConnectionsAlone(_ greeting: String, _ kind: ChannelBinding.Kind, binds: Bool) {
        let bindings = [ChannelBinding(kind, [1])]
        let tls = TLSSummary(version: "TLS", cipher: "", chain: [], channelBindings: bindings)
        #expect(LineProtection(tls, greeting: Array(greeting.utf8)) == .tls(binds ? bindings : []))
    }

    @Test func withoutTLSThereIsNoProtection() {
        #expect(LineProtection(nil, greeting: []) == .plaintextByWish)
    }
}
