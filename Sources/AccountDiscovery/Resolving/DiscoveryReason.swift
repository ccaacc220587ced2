internal import MailCore

/// Why a source brought nothing, where the source itself does not say it.
enum DiscoveryReason {
    static let tooLate = LocalizedText("There was no answer in time.", zhHans: "没有按时得到答复。")
    static let notNeeded = LocalizedText("Not asked: others know the settings.", zhHans: "未查询：已有其他来源知道设置。")
    static let noServers = LocalizedText("It names no usable mail server.", zhHans: "其中没有可用的邮件服务器。")
    static let dnsUnavailable = LocalizedText("DNS did not answer.", zhHans: "DNS 没有应答。")
}
