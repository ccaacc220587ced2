public import MailCore

/// What a profile of ours says beyond the autoconfig format: which secret is wanted, which switch must be on.
public struct ProviderNotes: Hashable, Sendable {
    /// Our namespace in profile documents.
    static let namespace = "https://godwit.email/ns/provider"

    /// The day the facts were last compared with the source, as `YYYY-MM-DD`.
    public var checked: String
    /// The provider's own page that says so.
    public var source: String
    /// Host name patterns of its MX records, such as `*.google.com`.
    public var mailExchangers: [String]
    public var secret: SecretPolicy?
    /// What must be turned on before any login works.
    public var switches: [ProviderInstruction]
    /// By name: `connections`, `download-bytes-per-day`, `upload-bytes-per-day`.
    public var limits: [String: UInt64]
}

/// Something the person has to do at the provider, and the page to do it.
public struct ProviderInstruction: Hashable, Sendable {
    public var text: LocalizedText
    public var url: String?
}

/// Which secret a provider wants for mail programs.
public struct SecretPolicy: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The password of the account.
        case password
        /// One made for a single program, where the password itself is refused.
        case appPassword = "app-password"
        /// 授权码: the Chinese providers' app password.
        case authorizationCode = "authorization-code"
        /// No password at all, only a sign-in in the browser.
        case oauth
    }

    /// Characters of a secret that the provider makes.
    public enum Alphabet: String, Hashable, Sendable, CaseIterable {
        case letters
        case lettersAndDigits = "letters-and-digits"
    }

    public var kind: Kind
    /// Characters, when the provider makes the secret.
    public var length: Int?
    public var alphabet: Alphabet?
    /// Whether blanks between groups do not count.
    public var ignoresBlanks: Bool
    public var text: LocalizedText
    /// The page where it is made.
    public var url: String?
}
