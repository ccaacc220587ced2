import FoundationEssentials
import Testing

/// Every form in which a secret might come to light.
struct SecretForms {
    let forms: [String]

    /// - Parameter users: who may stand before it in SASL PLAIN (RFC 4616).
    init(_ secret: String, users: [String]) {
        let bytes = Array(secret.utf8)
        let plain = users.map { "\u{0}\($0)\u{0}\(secret)" } + users.map { "\($0)\u{0}\($0)\u{0}\(secret)" }
        let encoded = ([secret] + plain).map { Data($0.utf8).base64EncodedString() }
        let hexadecimal = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let percent = bytes.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        forms =
            [secret, String(secret.reversed()), hexadecimal, hexadecimal.uppercased(), percent, percent.uppercased()]
            + encoded + encoded.map { $0.filter { $0 != "=" } }
            // UTF-16, as NTLM and Windows have it.
            + [Data(bytes.flatMap { [$0, 0] }).base64EncodedString().filter { $0 != "=" }]
    }

    /// Fails the test when any of it is in there.
    func expectAbsent(from text: String, _ place: String) {
        for form in forms { #expect(!text.contains(form), "\(place)") }
    }

    /// The same for a file of any kind.
    func expectAbsent(fromFile path: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        expectAbsent(from: String(decoding: bytes, as: Unicode.ASCII.self), path)
    }
}
