internal import FoundationEssentials

/// Base64 as mechanisms are written (RFC 4648 §4).
enum SandboxBase64 {
    static func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Nil when it is none. `=` alone stands for nothing at all (RFC 4954 §4).
    static func decoded(_ text: String) -> [UInt8]? {
        text == "=" ? [] : Data(base64Encoded: text).map(Array.init)
    }
}
