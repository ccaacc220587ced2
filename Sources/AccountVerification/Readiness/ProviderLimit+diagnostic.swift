internal import AccountDiscovery
internal import MailCore

extension ProviderLimit.Name {
    /// On which side of a migration it matters.
    var roles: Set<MigrationReadiness.Role> {
        switch self {
        case .connections: [.source, .target]
        case .downloadBytesPerDay: [.source]
        case .uploadBytesPerDay, .appendBytes, .folders: [.target]
        }
    }
}

extension ProviderLimit {
    func diagnostic(at provider: String) -> Diagnostic {
        let english = condition.map { " (\($0.english))" } ?? ""
        let chinese = condition.map { "（\($0.simplifiedChinese)）" } ?? ""
        return Diagnostic(
            .providerLimit, severity: .info,
            message: LocalizedText(
                "\(provider) allows \(amount.english)\(english).",
                zhHans: "\(provider) 的限制：\(amount.simplifiedChinese)\(chinese)。"),
            actor: .nobody)
    }

    private var amount: LocalizedText {
        let megabytes = "\(value / 1_000_000) MB"
        return switch name {
        case .connections: LocalizedText("\(value) connections at a time", zhHans: "同时 \(value) 个连接")
        case .downloadBytesPerDay: LocalizedText("\(megabytes) to be read a day", zhHans: "每天读取 \(megabytes)")
        case .uploadBytesPerDay: LocalizedText("\(megabytes) to be written a day", zhHans: "每天写入 \(megabytes)")
        case .appendBytes: LocalizedText("messages of up to \(megabytes)", zhHans: "单封邮件 \(megabytes)")
        case .folders: LocalizedText("\(value) folders", zhHans: "\(value) 个文件夹")
        }
    }
}
