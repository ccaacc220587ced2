import GodwitCommands
import Glibc
import MailTestServers
import Testing

@Suite struct ProvidersCommandTests {
    @Test(arguments: [["providers"], ["providers", "list"], ["providers", "list", "--format", "json"]])
    func theListNamesEveryProfile(arguments: [String]) async {
        let run = await CapturedRun(arguments)
        #expect(run.outcome == .done)
        for id in ["gmail", "microsoft365", "netease-163", "netease-126", "netease-yeah", "outlook", "qq", "tuta"] {
            #expect(run.output.contains(id))
        }
    }

    @Test func aProfileIsShownAsItIs() async {
        let run = await CapturedRun("providers", "show", "gmail")
        #expect(run.outcome == .done)
        #expect(run.output.hasPrefix("<?xml"))
    }

    @Test func anUnknownProfileIsMisuse() async {
        let run = await CapturedRun("providers", "show", "nope")
        #expect(run.outcome == .usage)
        #expect(run.errors.contains("nope"))
    }

    @Test func lintNamesFileAndLine() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.xml"
        try write(
            "<clientConfig><emailProvider id='a'>\n<incomingServer type='imap'/></emailProvider></clientConfig>", path)
        let run = await CapturedRun("providers", "lint", path, folder.path + "/missing.xml", "--language", "en")
        #expect(run.outcome == .usage)
        #expect(run.output.contains("\(path):1: “clientConfig” has no attribute “version”."))
        #expect(run.output.contains("\(path):2: There is no “hostname” in “incomingServer”."))
        #expect(run.output.contains("missing.xml:1: The file cannot be read."))
    }

    @Test func lintSeesWhatTwoFilesClaim() async throws {
        let folder = try TemporaryFolder()
        let (one, two) = (folder.path + "/one.xml", folder.path + "/two.xml")
        let gmail = await CapturedRun("providers", "show", "gmail").output
        try write(gmail, one)
        try write(gmail, two)
        #expect(await CapturedRun("providers", "lint", one).outcome == .done)
        let run = await CapturedRun("providers", "lint", one, two, "--language", "zh-Hans")
        #expect(run.outcome == .usage)
        #expect(run.output.hasPrefix("\(two):4: gmail.com 已归 \(one) 所有。"))
    }

    private func write(_ text: String, _ path: String) throws {
        let file = try #require(unsafe fopen(path, "w"))
        defer { unsafe fclose(file) }
        #expect(unsafe fputs(text, file) >= 0)
    }
}
