internal import ArgumentParser
internal import MailCore
internal import ProviderSandbox

/// `godwit demo`
struct DemoCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo",
            abstract: help(
                "Watch a mailbox move between two providers on this machine: no account, no network.",
                zhHans: "在本机的两个模拟邮箱之间完整演示一次搬家：不需要账号，也不需要网络。"),
            discussion: help(
                "The providers behave like real ones, and are gone afterwards. --serve keeps them running for other programs.",
                zhHans: "模拟邮箱的行为与真实服务商一致，结束后不留痕迹。使用 --serve 可让它们持续运行，供其他程序连接。"))
    }

    @Option(
        help: .text("The provider that mail is taken from.", zhHans: "旧服务商。", valueName: "name"))
    var fromPersonality = DemoPersonality.netEase

    @Option(
        help: .text("The provider that mail is brought to.", zhHans: "新服务商。", valueName: "name"))
    var toPersonality = DemoPersonality.gmail

    @Option(help: .text("How many messages there are.", zhHans: "邮件数量。", valueName: "count"))
    var messages = 600

    @Option(
        help: .text(
            "Milliseconds that the way to a server and back takes.", zhHans: "到服务器的往返时间（毫秒）。", valueName: "ms"))
    var rtt = 0

    @Option(
        help: .text(
            "Let something go wrong in the middle of the copying.", zhHans: "让搬家途中出一次故障。", valueName: "name"))
    var fault: DemoFault?

    @Flag(
        help: .text(
            "Keep the providers running until Ctrl-C, and say how to reach them.",
            zhHans: "让模拟邮箱持续运行，直到按下 Ctrl-C，并说明如何连接。"))
    var serve = false

    @Option(
        help: .text(
            "With --serve: keep the mail in this folder, and go on with what is there.",
            zhHans: "与 --serve 一起使用：把邮件保存在此文件夹，下次接着使用。", valueName: "folder"))
    var folder: String?

    @OptionGroup(title: "Output") var output: OutputOptions

    /// Most messages.
    static let mostMessages = 100_000

    func validate() throws {
        guard (1...Self.mostMessages).contains(messages) else {
            throw ValidationError(
                GodwitCommands.help(
                    "--messages takes 1 to \(Self.mostMessages).", zhHans: "--messages 取 1 到 \(Self.mostMessages)。"))
        }
        guard (0...10_000).contains(rtt) else {
            throw ValidationError(GodwitCommands.help("--rtt takes 0 to 10000.", zhHans: "--rtt 取 0 到 10000。"))
        }
        guard folder == nil || serve else {
            throw ValidationError(GodwitCommands.help("--folder needs --serve.", zhHans: "--folder 需要与 --serve 一起使用。"))
        }
    }

    func run() async throws {
        do {
            try await runNetwork()
        } catch let problem as SandboxFolderProblem {
            throw CommandFailure(problem.diagnostic)
        }
    }

    private func runNetwork() async throws {
        let cast = DemoCast(from: fromPersonality.value, to: toPersonality.value, fault: fault?.fault)
        try await SandboxNetwork.withNetwork(
            cast.sites, roundTrip: .milliseconds(rtt), publishing: serve ? .actual : .realWorld, keptIn: folder
        ) { network in
            let (source, target) = cast.users(of: network)
            if source.account.usage.bytes == 0 { try source.fill(with: SampleMail(count: messages)) }
            if serve {
                try await DemoService(source: source, target: target, network: network, output: output).run()
            } else {
                let demo = DemoRun(
                    source: source, target: target, messages: messages, fault: fault?.value, language: output.language)
                try await DemoNetwork.$current.withValue(network) { try await demo.run() }
            }
        }
    }
}
