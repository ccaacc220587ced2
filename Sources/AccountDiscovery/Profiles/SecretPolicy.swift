/// Which secret a provider wants for mail programs.
public struct SecretPolicy: Hashable, Sendable {
    /// Kinds of secret. Raw values are the words in profiles and in JSON.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The password of the account.
        case password
        /// One made for a single program, where the password itself is refused.
        case appPassword = "app-password"
        /// 授权码: the Chinese providers' app password.
        case authorizationCode = "authorization-code"
        /// A password of the mailbox that is not the one of the customer's account.
        case mailboxPassword = "mailbox-password"
        /// No password at all, only a sign-in in the browser.
        case oauth2
        /// One that the provider's own program on this computer makes.
        case bridge
        /// The provider lets no mail program in.
        case nonePossible = "none-possible"
    }

    /// Which one.
    public var kind: Kind
    /// What it looks like, when the provider makes it.
    public var shape: SecretShape?
    /// How to get it, and where; for ``Kind/nonePossible`` why not.
    public var instruction: ProviderInstruction
}
