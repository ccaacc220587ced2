import Glibc
import MailCore
import MailTestServers
import MailTransport
import Testing

@Suite struct TranscriptTests {
    @Test func linesAreDividedLabelledAndMadeSafe() {
        let transcript = Transcript()
        transcript.record(.server, connection: "source", "* OK ready\u{1B}[2J\r\n* BYE\r\n")
        transcript.record(.client, connection: "target 2", "a1 LOGOUT")
        let lines = transcript.lines.map { $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? "" }
        #expect(lines == [#"source S: * OK ready\u{1B}[2J"#, "source S: * BYE", "target 2 C: a1 LOGOUT"])
    }

    @Test(arguments: [(-1, false), (0, false), (1, true)]) func memoryIsBounded(beyond: Int, drops: Bool) {
        let transcript = Transcript()
        for number in 0..<(ByteLimits.transcriptLines + beyond) {
            transcript.record(.note, connection: "a", "\(number)")
        }
        let lines = transcript.lines
        #expect(lines.first?.contains("earlier lines left out") == drops)
        #expect(lines.last?.hasSuffix(" \(ByteLimits.transcriptLines + beyond - 1)") == true)
        #expect(lines.count <= ByteLimits.transcriptLines)
    }

    @Test func fileIsForItsOwnerOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/transcript"
        let older = open(path, O_CREAT | O_WRONLY, 0o644)
        close(older)
        try Transcript(file: path).record(.note, connection: "a", "hello")

        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(status.st_size == off_t("0.000 a -- hello\n".utf8.count))
    }

    @Test func linksAndMissingFoldersAreRefused() throws {
        let folder = try TemporaryFolder()
        #expect(symlink("/dev/null", folder.path + "/link") == 0)
        #expect(throws: TransportError.system(errno: ELOOP)) { try Transcript(file: folder.path + "/link") }
        #expect(throws: TransportError.system(errno: ENOENT)) { try Transcript(file: folder.path + "/none/file") }
    }
}
