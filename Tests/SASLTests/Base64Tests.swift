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
}
