import MailCore
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("zh_CN.UTF-8", Language.simplifiedChinese), ("zh", .simplifiedChinese), ("zh_SG", .simplifiedChinese),
        ("ZH_cn", .simplifiedChinese),
        ("zh-Hans", .simplifiedChinese), ("zh-CN", .simplifiedChinese), ("zh_Hans_HK", .simplifiedChinese),
        ("zh.UTF-8", .simplifiedChinese),
        ("zh_CN@cjk", .simplifiedChinese), ("zh_TW.UTF-8", .english), ("zh_HK", .english), ("zh_MO", .english),
        ("zh-TW", .english),
        ("zh-HK", .english), ("zh-Hant", .english), ("zh_Hant_TW", .english), ("zh-Hant-CN", .english),
        ("en_US.UTF-8", .english),
        ("C", .english), ("POSIX", .english), ("", .english), ("de_DE", .english), ("zha", .english),
        ("en_CN", .english),
    ])
    func localesAskForALanguage(locale: String, expected: Language) {
        #expect(Language(locale: locale) == expected)
    }

    @Test func textsAreInBothLanguages() {
        let text = LocalizedText("mail", zhHans: "邮件")
        #expect(Language.allCases.map(text.text) == ["mail", "邮件"])
    }
}
