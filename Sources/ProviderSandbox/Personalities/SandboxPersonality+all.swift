extension SandboxPersonality {
    /// Every personality, sorted by identifier.
    public static let all: [SandboxPersonality] = [
        aliyun, coremail, courier, cyrus, domino, dovecot, exchange2010, gmail, gmx, iCloud, mailRu, microsoft, netEase,
        qq, yahoo, yandex, zoho,
    ].sorted { $0.id < $1.id }

    /// The one with an identifier such as `gmail`; nil when there is none.
    public static func named(_ id: String) -> SandboxPersonality? { all.first { $0.id == id } }
}
