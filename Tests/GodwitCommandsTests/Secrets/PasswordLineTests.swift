import MailCore
import Testing

@testable import GodwitCommands

@Suite struct PasswordLineTests {
    /// What typing these keys gives; nil when no key ended the line.
    private func typed(_ keys: String) throws -> String? {
        let line = PasswordLine()
        for key in keys.utf8 {
            if let secret = try line.type(key) { return secret.withBytes { String(decoding: $0, as: UTF8.self) } }
        }
        return nil
    }

    @Test(arguments: [
        ("abc\r", "abc"), ("abc\n", "abc"), ("abc\u{4}", "abc"), ("abx\u{7F}c\r", "abc"), ("密x\u{8}码\r", "密码"),
        ("密\u{7F}\u{7F}\u{7F}a\r", "a"), ("wrong\u{15}right\r", "right"), ("abc", nil),
    ])
    func keys(typed keys: String, expected: String?) throws {
        #expect(try typed(keys) == expected)
    }

    @Test func interruptAndEmptyLine() {
        #expect(throws: SecretError.interrupted) { try typed("abc\u{3}") }
        #expect(throws: SecretError.empty) { try typed("\r") }
    }

    @Test func lengthIsBounded() throws {
        let longest = String(repeating: "x", count: ByteLimits.secret)
        #expect(try typed(longest + "\r") == longest)
        #expect(throws: SecretError.tooLong) { try typed(longest + "x") }
    }
}
