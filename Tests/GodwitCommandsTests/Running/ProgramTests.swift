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
}
