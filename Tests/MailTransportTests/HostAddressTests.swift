import Testing

@testable import MailTransport

@Suite struct HostAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.0.1", "169.254.255.255", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.0.1", "198.18.0.1",
        "198.19.255.255", "::", "::1", "::7f00:1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:a00:1", "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::c0a8:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101:ffff::1", "2001::1", "100::1",
    ])
    func privateAddresses(_ text: String) {
        #expect(HostAddress(text)?.scope == .private)
    }

    /// What gives a cloud's machines their credentials, and what is no machine: in every form.
    @Test(arguments: [
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "192.0.0.192", "168.63.129.16",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "fd00:ec2::254", "fd20:ce::254", "ff02::1",
        "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "::ffff:0:a9fe:a9fe", "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::", "::ffff:224.0.0.1",
    ])
    func forbiddenAddresses(_ text: String) {
        #expect(HostAddress(text)?.scope == .forbidden)
        #expect(HostAddress(text)?.isReachable(allowingPrivate: true) == false)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:4860:4860::8888", "2400::1", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8", "2002:808:808::1", "168.63.129.15", "168.63.129.17", "2001:1::1", "64:ff9a::1",
        "64:ff9b:2::1", "::ffff:0:8.8.8.8", "101::1", "100:0:0:1::1",
    ])
    func publicAddresses(_ text: String) {
        #expect(HostAddress(text)?.scope == .global)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "[::1]", "example.org", "::1%lo"])
    func namesAreNoAddresses(_ text: String) {
        #expect(HostAddress(text) == nil)
    }
}
