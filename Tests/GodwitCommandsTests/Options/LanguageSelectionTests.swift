import GodwitCommands
import MailCore
import Testing

@Suite struct LanguageSelectionTests {
    @Test(arguments: [
        ([String](), [String: String](), Language.english),
        ([], ["LANG": "zh_CN.UTF-8"], .simplifiedChinese),
        ([], ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], .english),
        ([], ["LC_ALL": "", "LC_MESSAGES": "zh_SG", "LANG": "en_US"], .simplifiedChinese),
        ([], ["LANG": "zh_TW.UTF-8"], .english),
        (["--language", "zh-Hans"], ["LANG": "en_US"], .simplifiedChinese),
        (["resolve", "--language=en"], ["LANG": "zh_CN"], .english),
        (["--language", "tlh"], ["LANG": "zh_CN"], .simplifiedChinese),
        (["--", "--language=zh-Hans"], [:], .english),
        (["--language"], [:], .english),
    ])
    func comesFromTheOptionThenTheLocale(arguments: [String], environment: [String: String], expected: Language) {
        #expect(Language.selected(arguments: arguments, environment: { environment[$0] }) == expected)
    }
}
