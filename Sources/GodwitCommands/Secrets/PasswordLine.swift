internal import MailCore

/// A line typed blind: what each key does.
final class PasswordLine {
    // Of its full size from the start: an array that grows leaves copies behind in memory.
    private var bytes = [UInt8](repeating: 0, count: ByteLimits.secret)
    private var count = 0

    deinit { bytes.wipe() }

    /// Takes a key; gives the secret when it was Enter (or Ctrl-D).
    func type(_ key: UInt8) throws(SecretError) -> Secret? {
        switch key {
        case 0x03: throw .interrupted
        case 0x04, 0x0A, 0x0D: return try FirstLine.secret(bytes[..<count])
        case 0x08, 0x7F: eraseCharacter()
        case 0x15: count = 0
        default:
            guard count < bytes.count else { throw .tooLong }
            bytes[count] = key
            count += 1
        }
        return nil
    }

    /// A character may be several bytes of UTF-8 (RFC 3629 §3).
    private func eraseCharacter() {
        while count > 0 {
            count -= 1
            if bytes[count] & 0xC0 != 0x80 { return }
        }
    }
}
