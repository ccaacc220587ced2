import MailCore
import Testing

@testable import AccountDiscovery

@Suite struct ProviderCatalogTests {
    @Test(arguments: [
        ("gmail.com", "gmail"), ("googlemail.com", "gmail"), ("hotmail.com", "outlook"), ("MSN.com", "outlook"),
        ("163.com", "netease-163"), ("126.com", "netease-126"), ("yeah.net", "netease-yeah"), ("qq.com", "qq"),
        ("foxmail.com", "foxmail"), ("tuta.com", "tuta"),
    ])
    func `Domains lead to their profile`(domain: String, identifier: String) {
        #expect(ProviderCatalog.profile(forDomain: domain)?.identifier == identifier)
    }

    @Test(arguments: [
        ("aspmx.l.google.com", "google-workspace"), ("SMTP.google.com.", "google-workspace"),
        ("example-org.mail.protection.outlook.com", "microsoft365"), ("mxbiz1.qq.com", "exmail"),
        ("qiye163mx01.mxmail.netease.com", "netease-enterprise"), ("mxn.mxhichina.com", "aliyun-enterprise"),
        ("in1-smtp.messagingengine.com", "fastmail"), ("mx.zoho.eu", "zoho-pro-eu"), ("mx1.feishu.cn", "feishu"),
        ("mx-china-com.icoremail.net", "coremail-hosted"), ("mail.protonmail.ch", "proton"),
    ])
    func `MX hosts lead to the provider behind a domain`(host: String, identifier: String) {
        #expect(ProviderCatalog.profile(forMailExchanger: host)?.identifier == identifier)
    }

    @Test(arguments: ["mx3.qq.com", "google.com", "notgoogle.com", "mx.example.org", ""])
    func `Other MX hosts lead nowhere`(host: String) {
        #expect(ProviderCatalog.profile(forMailExchanger: host) == nil)
    }

    @Test(arguments: [
        ("imap.gmail.com", "alice@gmail.com", "gmail"), ("imap.gmail.com", "alice@example.org", "google-workspace"),
        ("imap.gmail.com", "alice", "google-workspace"), ("imap.qq.com", "alice@foxmail.com", "foxmail"),
        ("outlook.office365.com", "alice@hotmail.com", "outlook"),
        ("outlook.office365.com", "alice@example.org", "microsoft365"), ("posteo.de", "alice@posteo.de", "posteo"),
    ])
    func `A server leads to its provider, among equals by the user`(host: String, user: String, identifier: String) {
        let settings = ServerSettings(protocol: .imap, host: host, port: 993, security: .tls, username: user)
        #expect(ProviderCatalog.profile(forServer: settings)?.identifier == identifier)
    }

    @Test(arguments: [(1_143, "proton"), (143, nil), (993, nil), (10_143, nil)] as [(UInt16, String?)])
    func `On this computer the port tells whose server it is`(port: UInt16, identifier: String?) {
        let settings = ServerSettings(
            protocol: .imap, host: "127.0.0.1", port: port, security: .starttls, username: "alice@example.org")
        #expect(ProviderCatalog.profile(forServer: settings)?.identifier == identifier)
    }
}
