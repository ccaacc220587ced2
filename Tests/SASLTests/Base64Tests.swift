import SASL
import Testing

@Suite struct Base64Tests {
    /// RFC 4648 §10, and the two digits beyond letters and numbers.
    @Test(arguments: [
        (Array("".utf8), ""), (Array("f".utf8), "Zg=="), (Array("fo".utf8), "Zm8="), (Array("foo".utf8), "Zm9v"),
        (Array("foob".utf8), "Zm9vYg=="), (Array("fooba".utf8), "Zm9vYmE="), (Array("foobar".utf8), "Zm9vYmFy"),
        ([0xFB, 0xFF], "+/8="), ([0xFF, 0xFF, 0xFF], "////"), ([0, 0, 0], "AAAA"), ([0], "AA=="),
    ])
    func encodes(plain: [UInt8], encoded: String) {
        #expect(String(decoding: Base64.encode(plain), as: UTF8.self) == encoded)
    }

    @Test(arguments: [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar"), (" Zm9v ", "foo"),
    ])
    func decodes(encoded: String, plain: String) {
        #expect(Base64.decode(Array(encoded.utf8)).map { String(decoding: $0, as: UTF8.self) } == plain)
    }

    /// Not padded, padded too much or in the middle, bits left over, line ends, and other alphabets.
    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zm9v=", "Zm9v====", "Z===", "=", "====", "Zg==Zg==", "Zh==", "Zm9=", "Zm9v\r\n", "Zm 9v",
        "Zm9\u{0}", "_-8=", "密码", "!!!!",
    ])
    func refusesWhatIsNotBase64(_ text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }

    @Test func decodesWhatItEncodes() {
        for count in 0..<64 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
