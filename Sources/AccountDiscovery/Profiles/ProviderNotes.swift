/// What a profile of ours says beyond the autoconfig format. `docs/providers.md` describes every element.
public struct ProviderNotes: Hashable, Sendable {
    /// Our namespace in profile documents.
    static let namespace = "https://godwit.email/ns/provider"

    /// The day the facts were last compared with the source, as `YYYY-MM-DD`; nil when nobody noted one.
    public var checked: String?
    /// The provider's own page that says so.
    public var source: String?
    /// The MX records that mark a domain as the provider's customer.
    public var mailExchangers: [MailExchangerPattern]
    /// The secret that mail programs need.
    public var secret: SecretPolicy?
    /// What must be turned on before any login works.
    public var switches: [ProviderInstruction]
    /// Mail that the provider's servers hide from mail programs.
    public var history: [HistoryWindow]
    /// What the provider allows, each name once.
    public var limits: [ProviderLimit]
    /// How its servers differ from the standards.
    public var quirks: [ProviderQuirk]

    /// Whether no mail program can reach this provider at all.
    public var isImpossible: Bool { secret?.kind == .nonePossible }
}
