import FoundationEssentials
import MailTestServers
import ProviderSandbox
import Testing

/// mbsync carries a mailbox from one server of the sandbox to another.
@Suite struct MbsyncTests {
    @Test func `What mbsync carries over arrives, and a second time there is nothing to do`() async throws {
        let (old, new) = (try IMAPBench(), try IMAPBench())
        try old.fill(60, largeAttachment: 200_000)
        let program = try UnpackedProgram.mbsync()
        try await old.run { from in
            try await new.run { to in
                let settings = old.folderPath + "/mbsync.rc"
                try Data(rules(from.tls, to.tls, old, new).utf8).write(to: URL(filePath: settings))
                for _ in 1...2 {
                    _ = try ExternalProgram.output(
                        of: "env", ["LD_LIBRARY_PATH=\(program.libraries)", program.path, "-q", "-c", settings, "all"])
                }
            }
        }
        let difference = MailboxDifference(
            source: try MailboxSnapshot(SandboxMail(account: old.account)),
            target: try MailboxSnapshot(SandboxMail(account: new.account), ignoringHeader: "X-TUID"))
        // It knows no keywords.
        #expect(
            difference.missing.isEmpty && difference.duplicated.isEmpty && difference.foreign.isEmpty
                && difference.dates.isEmpty && difference.missingFolders.isEmpty && difference.extraFolders.isEmpty,
            "\(difference)")
    }

    private func rules(_ from: UInt16, _ to: UInt16, _ old: IMAPBench, _ new: IMAPBench) -> String {
        func store(_ name: String, _ port: UInt16, _ bench: IMAPBench) -> String {
            """
            IMAPAccount \(name)
            Host localhost
            Port \(port)
            User \(IMAPBench.user)
            Pass "\(IMAPBench.password)"
            AuthMechs LOGIN
            SSLType IMAPS
            CertificateFile \(bench.certificateAuthorityFile)

            IMAPStore \(name)
            Account \(name)

            """
        }
        return store("old", from, old) + "\n" + store("new", to, new) + """

            Channel all
            Far :old:
            Near :new:
            Patterns *
            Create Near
            Sync Pull
            CopyArrivalDate yes
            SyncState \(old.folderPath)/

            """
    }
}
