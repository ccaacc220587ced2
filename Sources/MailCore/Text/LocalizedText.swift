/// A text in every language Godwit speaks.
public struct LocalizedText: Hashable, Sendable {
    /// In English.
    public let english: String
    /// In 简体中文.
    public let simplifiedChinese: String

    /// The same text in both languages.
    public init(_ english: String, zhHans: String) {
        self.english = english
        self.simplifiedChinese = zhHans
    }

    /// In one language.
    public func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .simplifiedChinese: simplifiedChinese
        }
    }
}
