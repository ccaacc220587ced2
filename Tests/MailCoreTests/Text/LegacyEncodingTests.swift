import MailCore
import Testing

@Suite struct LegacyEncodingTests {
    @Test(
        arguments: [
            (Array("plain é 码".utf8), nil, "plain é 码"),
            // 请使用授权码登录, as QQ says it.
            (
                [0xC7, 0xEB, 0xCA, 0xB9, 0xD3, 0xC3, 0xCA, 0xDA, 0xC8, 0xA8, 0xC2, 0xEB, 0xB5, 0xC7, 0xC2, 0xBC], nil,
                "请使用授权码登录"
            ),
            ([0xB5, 0x6E, 0xA4, 0x4A, 0xA5, 0xA2, 0xB1, 0xD1], .traditionalChinese, "登入失敗"),
            ([0xBF, 0xC0, 0xB7, 0xF9], .korean, "오류"),
            ([0x1B, 0x24, 0x42, 0x47, 0x27, 0x3E, 0x5A, 0x1B, 0x28, 0x42], nil, "認証"),
            ([0x72, 0x65, 0x66, 0x75, 0x73, 0xE9], nil, "refusé"),
            // A Chinese character of four bytes, which GBK does not have.
            ([0x95, 0x32, 0x82, 0x36], .simplifiedChinese, "𠀀"),
        ] as [([UInt8], LegacyEncoding?, String)])
    func `Bytes become text`(bytes: [UInt8], assumed: LegacyEncoding?, text: String) {
        #expect(LegacyEncoding.text(of: bytes, assuming: assumed) == text)
    }

    @Test func `UTF-8 comes before what is assumed`() {
        #expect(LegacyEncoding.text(of: Array("密码错误".utf8), assuming: .simplifiedChinese) == "密码错误")
    }

    @Test func `A text that was cut keeps what is whole`() {
        #expect(LegacyEncoding.simplifiedChinese.decode([0xC7, 0xEB, 0xCA]) == "请")
    }

    @Test(arguments: [[0x81], [0x81, 0x8D, 0x8F], [0xFF, 0x81]] as [[UInt8]])
    func `Bytes that mean nothing are no text`(bytes: [UInt8]) {
        #expect(LegacyEncoding.text(of: bytes) == nil)
    }

    @Test(arguments: LegacyEncoding.allCases)
    func `Whatever is sent, decoding ends`(encoding: LegacyEncoding) {
        var generator = SystemRandomNumberGenerator()
        for length in [0, 1, 2, 3, 500, 2_048] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let text = encoding.decode(bytes)
            #expect((text?.utf8.count ?? 0) <= length * 3 + 16)
        }
        #expect(encoding.decode([]) == "")
    }
}
