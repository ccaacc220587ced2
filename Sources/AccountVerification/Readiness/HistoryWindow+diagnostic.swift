internal import AccountDiscovery
internal import MailCore

extension HistoryWindow {
    /// Only noted when every folder is known to be smaller than the window.
    func diagnostic(at provider: String, largestFolder: Int?) -> Diagnostic {
        let message: LocalizedText
        var mayHide = true
        switch extent {
        case .days(let days):
            message = LocalizedText(
                "\(provider) shows mail programs only the mail of the last \(days) days, unless told otherwise.",
                zhHans: "除非另行设置，\(provider) 只让邮件客户端看到最近 \(days) 天的邮件。")
        case .messages(let count):
            message = LocalizedText(
                "\(provider) shows mail programs only the newest \(count) messages of each folder.",
                zhHans: "\(provider) 只让邮件客户端看到每个文件夹中最新的 \(count) 封邮件。")
            mayHide = (largestFolder ?? count) >= count
        }
        return Diagnostic(
            .historyWindow, severity: mayHide ? .warning : .info, message: message, remedy: remedy,
            url: instruction.page(in: .english)?.url, actor: .user)
    }

    private var remedy: LocalizedText {
        guard let exportHost else { return instruction.text }
        return LocalizedText(
            "\(instruction.text.english) Name it by a URL: imaps://USER@\(exportHost)",
            zhHans: "\(instruction.text.simplifiedChinese)请用网址指明：imaps://用户@\(exportHost)")
    }
}
