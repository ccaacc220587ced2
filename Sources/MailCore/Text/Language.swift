/// A language Godwit speaks.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"

    /// The language a POSIX locale name such as `zh_CN.UTF-8` asks for. Every Chinese locale but the traditional
    /// ones (`zh_TW`, `zh_HK`, `zh-Hant`) gets simplified Chinese; everything else gets English.
    public init(locale: String) {
        let name = locale.lowercased()
        let traditional = ["zh_tw", "zh_hk", "zh_mo", "zh-hant", "zh_hant"].contains(where: name.hasPrefix)
        self = name.hasPrefix("zh") && !traditional ? .simplifiedChinese : .english
    }
}
