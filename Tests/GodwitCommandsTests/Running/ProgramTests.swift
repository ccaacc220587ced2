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

    @Test(arguments: [
        (["resolve", "a@b.example", "--offlin"], "错误：未知选项 '--offlin'。是否想用 '--offline'？"),
        (["resolve", "a@b.example", "--zzzzzzz"], "错误：未知选项 '--zzzzzzz'\n"),
        (["resolve"], "错误：缺少参数 '<address>'\n"),
        (["resolve", "a@b.example", "c", "d"], "错误：多余的参数：'c', 'd'\n"),
        (["resolve", "a@b.example", "c"], "错误：多余的参数 'c'\n"),
        (["resolve", "a@b.example", "--dns", "x"], "错误：'--dns <host[:port]>' 的值 'x' 无效\n"),
        (
            ["resolve", "a@b.example", "--tls", "x"],
            "错误：'--tls <level>' 的值 'x' 无效，可用的值：'modern'、'compatible'、'legacy'\n"
        ),
    ])
    func `Wrong arguments are told in Chinese`(arguments: [String], text: String) async {
        let run = await CapturedRun(arguments + ["--language", "zh-Hans"])
        #expect(run.outcome == .usage)
        #expect(run.errors.contains(text))
        #expect(run.errors.contains("用法：godwit resolve"))
        #expect(!run.errors.contains("Error:") && !run.errors.contains("Usage:"))
    }

    @Test(arguments: [("en", "This is not a mail address"), ("zh-Hans", "这不是邮箱地址")])
    func errorsSpeakTheLanguageAskedFor(language: String, text: String) async {
        let run = await CapturedRun("resolve", "nobody", "--language", language)
        #expect(run.errors.contains(text))
    }
}
