package import MailCore

/// APOP (RFC 1939 §7): POP3's own digest, of the greeting's timestamp and the password.
package enum APOP {
    /// The timestamp of a greeting: `<…@…>` in printable characters. Somebody in between who chooses it freely can find
    /// the password out (CVE-2007-1558), so anything that is no message identifier (RFC 5322 §3.6.4) is none.
    package static func timestamp(in greeting: [UInt8]) -> [UInt8]? {
        guard let begin = greeting.lastIndex(of: UInt8(ascii: "<")),
            let end = greeting[begin...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let inner = greeting[(begin + 1)..<end]
        let halves = inner.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), inner.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Array(greeting[begin...end])
    }

    /// The digest in hexadecimal digits.
    package static func digest(timestamp: [UInt8], secret: Secret) throws(SASLError) -> Secret {
        var message = WipedBytes(count: timestamp.count + secret.count)
        secret.withBytes { secret in
            message.withMutableBytes { message in
                message.copyBytes(from: timestamp)
                for (offset, byte) in secret.enumerated() { message[timestamp.count + offset] = byte }
            }
        }
        return Secret(try HashFunction.md5.digest(message).withBytes { $0.hexadecimalDigits })
    }
}
