import GodwitCommands
import Testing

@Suite struct ProgramTests {
    @Test func helpGoesToStandardOutput() async {
        let run = await CapturedRun("--help")
        #expect(run.outcome == .done)
        #expect(run.output.contains("godwit"))
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: ["--no-such-option", "no-such-command"])
    func usageErrorsExitWithTwo(argument: String) async {
        let run = await CapturedRun(argument)
        #expect(run.outcome == .usage)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(argument))
    }

    @Test(arguments: [("en", "This is not a mail address"), ("zh-Hans", "这不是邮箱地址")])
    func errorsSpeakTheLanguageAskedFor(language: String, text: String) async {
        let run = await CapturedRun("resolve", "nobody", "--language", language)
        #expect(run.errors.contains(text))
    }
}
