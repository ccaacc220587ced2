internal import MailCore

extension Trust.Doubt {
    /// The reason for people.
    var text: LocalizedText {
        switch self {
        case .missingDigest:
            LocalizedText("No digest in DNS vouches for the document.", zhHans: "DNS 中没有可核对该文档的摘要。")
        case .unauthenticatedDNS:
            LocalizedText(
                "DNS without DNSSEC named the server; it could be forged.", zhHans: "服务器名来自没有 DNSSEC 保护的 DNS，可能被伪造。")
        case .otherDomain:
            LocalizedText("The server belongs to another domain than the address.", zhHans: "服务器不属于该邮箱地址的域名。")
        case .plainHTTP:
            LocalizedText("The settings came over plain HTTP.", zhHans: "设置是通过未加密的 HTTP 取得的。")
        case .plaintextServer:
            LocalizedText("A server would be reached without TLS.", zhHans: "有服务器不使用 TLS 加密。")
        case .thirdParty:
            LocalizedText("A third party said so, not the provider.", zhHans: "设置来自第三方，而不是服务商。")
        case .unusualPort:
            LocalizedText("A server is on a port that mail does not use.", zhHans: "有服务器使用了邮件不用的端口。")
        case .guessed:
            LocalizedText("Nobody said so: it was tried.", zhHans: "设置是猜测并试出来的。")
        }
    }
}
