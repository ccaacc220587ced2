import Testing

@testable import MailTransport

@Suite struct HostAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.0.1", "198.18.0.1", "198.19.255.255",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "fc00::1", "fdff::1", "fe80::1",
        "febf::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::10.0.0.1",
    ])
    func privateAddresses(_ text: String) {
        #expect(HostAddress(text)?.isPrivate == true)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:4860:4860::8888", "2400::1", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ])
    func publicAddresses(_ text: String) {
        #expect(HostAddress(text)?.isPrivate == false)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[::1]", "example.org", "::1%lo"])
    func namesAreNoAddresses(_ text: String) {
        #expect(HostAddress(text) == nil)
    }
}
