public import MailCore

/// Something the person has to know or to do at the provider, and the pages for it.
public struct ProviderInstruction: Hashable, Sendable {
    /// What to do.
    public var text: LocalizedText
    /// The same page in several languages, or several pages.
    public var pages: [ProviderPage]

    /// The page to show to somebody who reads this language: in it, else in English, else the first.
    public func page(in language: Language) -> ProviderPage? {
        let wanted = [language.rawValue, Language.english.rawValue]
        return wanted.lazy.compactMap { tag in pages.first { $0.language == tag } }.first ?? pages.first
    }
}

/// A page of the provider for people.
public struct ProviderPage: Hashable, Sendable {
    /// An https address.
    public var url: String
    /// The language it is written in, as a BCP 47 tag such as `de` or `zh-Hans`.
    public var language: String
}
