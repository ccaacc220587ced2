/// What a refused login most likely means at a provider whose server does not say it.
struct ProviderHint: Hashable {
    let domains: [String]
    let meaning: LoginMeaning

    func covers(_ host: String) -> Bool {
        let host = host.lowercased()
        return domains.contains { host == $0 || host.hasSuffix("." + $0) }
    }

    static let all = [
        ProviderHint(domains: ["gmail.com", "googlemail.com"], meaning: .googleCredentials),
        ProviderHint(
            domains: ["outlook.com", "office365.com", "hotmail.com", "live.com"], meaning: .microsoftOAuth),
        ProviderHint(domains: ["163.com", "126.com", "yeah.net", "188.com"], meaning: .netEaseCode),
        ProviderHint(domains: ["qq.com"], meaning: .tencentChecklist),
        ProviderHint(domains: ["mail.me.com"], meaning: .appleAppPassword),
        ProviderHint(
            domains: ["mail.yahoo.com", "aol.com", "fastmail.com", "yandex.com", "yandex.ru", "mail.ru"],
            meaning: .appPassword),
    ]
}
