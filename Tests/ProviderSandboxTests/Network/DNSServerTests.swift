import MailTestServers
import NIOCore
import Testing

@testable import ProviderSandbox

@Suite struct DNSServerTests {
    private let zone: SandboxDNSZone = [
        "example.org MX": [.mx(10, "mx.example.org")], "mx.example.org A": [.a("127.0.0.1")],
        "example.org TXT": [.txt("v=spf1 -all")],
    ]

    @Test func `A name that exists without the record asked for is no missing name`() {
        #expect(SandboxDNSAnswer(from: zone, name: "example.org", type: 1).code == 0)
        #expect(SandboxDNSAnswer(from: zone, name: "example.org", type: 15).records.count == 1)
        #expect(SandboxDNSAnswer(from: zone, name: "org", type: 15).code == 3)
        #expect(SandboxDNSAnswer(from: zone, name: "x.example.org", type: 15).code == 3)
    }

    @Test(
        arguments: [
            [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, 97],
            [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1],
            [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0],
        ] as [[UInt8]]) func `What is no question is not answered`(bytes: [UInt8])
    {
        #expect(SandboxDNSQuestion(ByteBuffer(bytes: bytes)) == nil)
    }

    @Test func `A label is cut where the wire can hold no more`() {
        let name = SandboxDNSRecord.encoded(String(repeating: "a", count: 64) + ".b")
        #expect(name.count == 1 + 63 + 1 + 1 + 1)
        #expect(name.first == 63)
    }
}
