internal import AccountDiscovery
internal import MailCore

extension Diagnostic {
    /// Nobody knows the settings of the address, or it is known that there are none.
    static func noSettings(in report: DiscoveryReport, isOffline: Bool) -> Diagnostic {
        let address = report.address.display
        if report.verdict == .impossible, let reason = report.provider?.notes?.secret?.instruction.text {
            return Diagnostic(
                .noSettingsFound,
                message: LocalizedText(
                    "No mail program can be used with \(address).", zhHans: "\(address) 无法用任何邮件程序收发邮件。"),
                remedy: reason)
        }
        return Diagnostic(
            .noSettingsFound,
            message: LocalizedText(
                "No mail settings were found for \(address).", zhHans: "没有找到 \(address) 的邮件设置。"),
            remedy: remedy(for: report.verdict, isOffline: isOffline))
    }

    private static func remedy(for verdict: DiscoveryVerdict, isOffline: Bool) -> LocalizedText {
        if isOffline {
            return LocalizedText(
                "Repeat without --offline to ask the provider.", zhHans: "去掉 --offline 重试，以便向服务商查询。")
        }
        if verdict == .unreachable {
            return LocalizedText(
                "Some who may know could not be reached: check the internet connection and repeat, or name the server by a URL such as imaps://user%40example.org@imap.example.org.",
                zhHans: "有的来源暂时无法访问：请检查网络后重试，或用网址指明服务器，例如 imaps://user%40example.org@imap.example.org。")
        }
        return LocalizedText(
            "Check the spelling of the domain, or ask the provider for the name of its IMAP server and use a URL such as imaps://user%40example.org@imap.example.org.",
            zhHans: "请检查域名拼写，或向服务商询问 IMAP 服务器名称，然后使用网址，例如 imaps://user%40example.org@imap.example.org。")
    }
}
