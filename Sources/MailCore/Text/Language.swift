/// A language Godwit speaks.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"

    /// The language a locale name such as `zh_CN.UTF-8` (POSIX) or `zh-Hans` (BCP 47) asks for. Every Chinese locale but the traditional
    /// ones (`zh_TW`, `zh_HK`, `zh-Hant`) gets simplified Chinese; everything else gets English.
    public init(locale: String) {
        let parts = locale.lowercased().split { "_-.@".contains($0) }
        let isTraditional = parts.count > 1 && ["tw", "hk", "mo", "hant"].contains(parts[1])
        self = parts.first == "zh" && !isTraditional ? .simplifiedChinese : .english
    }
}
