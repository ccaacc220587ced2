import Testing

@testable import AccountDiscovery

@Suite struct SecretShapeTests {
    @Test(arguments: [
        ("abcdabcdabcdabcd", true), ("ABCDabcdABCDabcd", true), ("abcd abcd abcd abcd", true),
        (" abcdabcdabcdabcd\u{A0}", true), ("abcdabcdabcdabc", false), ("abcdabcdabcdabcda", false),
        ("abcdabcdabcdabc1", false), ("abcdabcdabcdabcé", false), ("", false), ("my web password!", false),
    ])
    func `Sixteen letters in groups`(secret: String, fits: Bool) {
        let shape = SecretShape(pattern: String(repeating: "x", count: 16), alphabet: .letters, ignoresBlanks: true)
        #expect(shape.fits(secret) == fits)
    }

    @Test(arguments: [
        ("abcd-efgh", true), ("abcdefgh", false), ("abcd efgh", false), ("abcd-efg1", false), ("abc--efgh", false),
    ])
    func `What is not x stands for itself`(secret: String, fits: Bool) {
        let shape = SecretShape(pattern: "xxxx-xxxx", alphabet: .letters, ignoresBlanks: false)
        #expect(shape.fits(secret) == fits)
    }

    @Test(arguments: [("1234", true), ("12a4", false), ("１２３４", false), ("1 234", false)])
    func `Digits are those of ASCII, and blanks count`(secret: String, fits: Bool) {
        #expect(SecretShape(pattern: "xxxx", alphabet: .digits, ignoresBlanks: false).fits(secret) == fits)
    }
}
