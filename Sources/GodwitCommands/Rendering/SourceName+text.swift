internal import AccountDiscovery
internal import MailCore

extension SourceName {
    /// Who said so.
    func text(in language: Language) -> String { text.text(in: language) }

    private var text: LocalizedText {
        switch self {
        case .profile: LocalizedText("Bundled with Godwit.", zhHans: "Godwit 内置资料。")
        case .custom: LocalizedText("A source of this program.", zhHans: "本程序自带的来源。")
        case .url: LocalizedText("The document you named.", zhHans: "您指定的文档。")
        case .mailExchangerProfile:
            LocalizedText(
                "Bundled with Godwit, for the provider that takes the domain's mail.",
                zhHans: "Godwit 内置资料，对应该域名的收信服务商。")
        case .pacc, .autoconfig, .wellKnown:
            LocalizedText("Published by the provider over https.", zhHans: "服务商通过 https 公布。")
        case .srv: LocalizedText("SRV records in DNS.", zhHans: "DNS 中的 SRV 记录。")
        case .ispdb: LocalizedText("Mozilla's database of providers.", zhHans: "Mozilla 的服务商数据库。")
        case .mailExchangerAutoconfig:
            LocalizedText(
                "Published by the provider that takes the domain's mail.", zhHans: "由该域名的收信服务商公布。")
        case .mailExchangerISPDB:
            LocalizedText(
                "Mozilla's database, for the provider that takes the domain's mail.", zhHans: "Mozilla 数据库，对应该域名的收信服务商。"
            )
        case .autodiscover: LocalizedText("Autodiscover of the provider.", zhHans: "服务商的 Autodiscover。")
        case .plainAutoconfig:
            LocalizedText("Published by the provider without encryption.", zhHans: "服务商以未加密方式公布。")
        case .guess: LocalizedText("Usual server names, tried out.", zhHans: "常见服务器名，经尝试可用。")
        }
    }
}
