/// Where folders go at the target, when not by their own names.
public struct MailboxPlacement: Hashable, Sendable {
    /// One folder of the source that gets another name, and its children with it.
    public struct Rule: Hashable, Sendable {
        /// The source's folder, as the server spells it, or without the account's prefix and with `/` between levels.
        public var source: String
        /// Its name at the target: levels divided by `/`, or by the target's own separator.
        public var target: String

        /// Says where one folder goes.
        public init(source: String, target: String) {
            self.source = source
            self.target = target
        }
    }

    /// The longest one that fits decides. Folders with a rule are not put under ``parent``.
    public var rules: [Rule] = []
    /// A folder of the target that takes everything else, INBOX included; nil puts each folder beside those of the target.
    public var parent: String?

    /// Every folder beside those of the target, by its own name.
    public init() {}
}
