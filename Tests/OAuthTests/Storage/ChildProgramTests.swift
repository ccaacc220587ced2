import MailCore
import Testing

@testable import OAuth

/// Programs of the desktop, played by a shell.
@Suite struct ChildProgramTests {
    private func run(_ script: String, input: String? = nil, timeout: Duration = .seconds(20)) -> ChildProgram.Result? {
        ChildProgram(name: "sh", timeout: timeout).run(["-c", script], input: input.map { Secret($0) })
    }

    @Test func `What goes in comes out`() throws {
        let result = try #require(run("cat; echo oops >&2; exit 3", input: "secret"))
        #expect(result.status == 3)
        #expect(result.output == Secret("secret"))
        #expect(result.errors == "oops")
        #expect(!"\(result)".contains("secret\""))
    }

    @Test func `A program that reads nothing, or says too much, holds nobody up`() throws {
        #expect(try #require(run("exit 0", input: String(repeating: "x", count: 60_000))).status == 0)
        let loud = try #require(run("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"))
        #expect(loud.status == 0)
        #expect(loud.output.count == OAuthLimits.file)
    }

    @Test func `A program that does not end is ended`() throws {
        let begin = ContinuousClock.now
        let result = try #require(run("exec sleep 60", timeout: .milliseconds(100)))
        #expect(result.status == 128 + 9)
        #expect(result.errors == "timeout")
        #expect(begin.duration(to: .now) < .seconds(20))
    }

    @Test func `A program that is not there is told`() {
        let result = ChildProgram(name: "godwit-no-such-program", timeout: .seconds(1)).run([])
        #expect(result == nil)
    }
}
