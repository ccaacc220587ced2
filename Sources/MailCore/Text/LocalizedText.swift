/// A text in every language Godwit speaks.
public struct LocalizedText: Hashable, Sendable {
    public let english: String
    public let simplifiedChinese: String

    public init(_ english: String, zhHans: String) {
        self.english = english
        self.simplifiedChinese = zhHans
    }

    public func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .simplifiedChinese: simplifiedChinese
        }
    }
}
