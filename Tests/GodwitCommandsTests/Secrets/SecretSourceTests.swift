import FoundationEssentials
import Glibc
import MailCore
import MailTestServers
import Testing

@testable import GodwitCommands

@Suite struct SecretSourceTests {
    private func text(_ source: SecretSource) throws -> String {
        try source.read(question: "?").withBytes { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("correct horse", "correct horse"), ("one\ntwo\n", "one"), ("one\r\ntwo", "one"),
        (" blanks kept \n", " blanks kept "),
        ("a\rb\n", "a\rb"), ("密码\n", "密码"),
    ])
    func firstLineOfAFile(content: String, expected: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/secret"
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try text(.file(path)) == expected)
    }

    @Test(arguments: ["", "\n", "\r\n", "\nsecond"]) func emptyFirstLineIsRefused(_ content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/secret"
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: SecretError.empty) { try text(.file(path)) }
    }

    @Test(arguments: ["", "\n", "\r\n", "\r\nmore"]) func lengthIsBounded(lineEnd: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/secret"
        for (count, fits) in [(-1, true), (0, true), (1, false)].map({ (ByteLimits.secret + $0.0, $0.1) }) {
            let content = String(repeating: "x", count: count) + lineEnd
            try content.write(toFile: path, atomically: false, encoding: .utf8)
            if fits {
                #expect(try text(.file(path)).utf8.count == count)
            } else {
                #expect(throws: SecretError.tooLong) { try text(.file(path)) }
            }
        }
    }

    @Test func missingFile() throws {
        #expect(throws: SecretError.unreadableFile(path: "/nonexistent/file", errno: ENOENT)) {
            try text(.file("/nonexistent/file"))
        }
    }

    @Test func environmentVariable() throws {
        #expect(setenv("GODWIT_TEST_SECRET", "s3cret\nmore", 1) == 0)
        #expect(try text(.environment("GODWIT_TEST_SECRET")) == "s3cret")
        #expect(throws: SecretError.missingVariable("GODWIT_TEST_MISSING")) {
            try text(.environment("GODWIT_TEST_MISSING"))
        }
    }

    @Test(arguments: ["echo s3cret", "printf s3cret", "printf 's3cret\\nsecond\\n'; seq 100000"])
    func firstLineOfACommand(_ command: String) throws {
        #expect(try text(.command(command)) == "s3cret")
    }

    @Test(
        arguments: [("echo s3cret; exit 3", 3), ("kill -9 $$", 137), ("/nonexistent/program", 127)] as [(String, Int32)]
    )
    func failedCommand(command: String, status: Int32) throws {
        #expect(throws: SecretError.commandFailed(status: status)) { try text(.command(command)) }
    }

    @Test func errorsAreUsageErrorsWithAdvice() {
        let error = SecretError.missingVariable("X\u{1B}")
        #expect(error.outcome == .usage)
        #expect(error.diagnostics.first?.message.english.contains("\\u{1B}") == true)
        #expect(error.diagnostics.first?.remedy != nil)
        #expect(SecretError.interrupted.outcome == .interrupted)
    }
}
