import GodwitCommands
import Testing

@Suite struct DemoCommandTests {
    @Test func `The whole way is shown, and what arrived is compared`() async {
        let run = await CapturedRun("demo", "--messages", "64", "--language", "en")
        #expect(run.outcome == .done, "\(run.errors)")
        for line in [
            "$ godwit resolve alice@163.com", "$ godwit verify alice@gmail.com",
            "$ godwit migrate --from alice@163.com --to alice@gmail.com", "$ godwit report",
            "Equal: 64 messages in ",
        ] { #expect(run.output.contains(line)) }
        // A person at the keyboard is not needed, and what takes their place is not shown.
        #expect(!run.output.contains("password-file"))
    }

    @Test(arguments: ["en", "zh-Hans"]) func `It fits into 80 columns`(language: String) async {
        let run = await CapturedRun("demo", "--messages", "32", "--language", language)
        #expect(run.outcome == .done, "\(run.errors)")
        // A URL stays whole, so that it can be copied.
        let wide = (run.output + run.errors).split(separator: "\n").filter {
            String($0).terminalWidth > 80 && !$0.contains("://")
        }
        #expect(wide.isEmpty, "\(wide)")
    }

    @Test(arguments: [
        ("gmail", "gmail", "bob@gmail.com"), ("qq", "icloud", "alice@icloud.com"),
        ("courier", "dovecot", "alice@dovecot.example"), ("domino", "cyrus", "alice@cyrus.example"),
    ]) func `Other providers take their places`(old: String, new: String, address: String) async {
        let run = await CapturedRun(
            "demo", "--messages", "48", "--from-personality", old, "--to-personality", new, "--language", "en")
        #expect(run.outcome == .done, "\(run.errors)")
        #expect(run.output.contains("--to \(address)"))
        #expect(run.output.contains("Equal: "))
    }

    @Test(arguments: ["drop", "garble", "no", "uidvalidity", "bye"])
    func `After a fault, running it again completes it`(fault: String) async {
        let run = await CapturedRun(
            "demo", "--messages", "64", "--to-personality", "dovecot", "--fault", fault, "--language", "en")
        #expect(run.outcome == .done, "\(run.errors)")
        #expect(run.output.contains("Equal: 64 messages"))
    }

    @Test(arguments: [
        ["--messages", "0"], ["--messages", "100001"], ["--rtt", "-1"], ["--rtt", "10001"], ["--fault", "nothing"],
        ["--from-personality", "nobody"],
    ]) func `What makes no sense is refused`(arguments: [String]) async {
        let run = await CapturedRun(["demo"] + arguments)
        #expect(run.outcome == .usage)
    }
}
