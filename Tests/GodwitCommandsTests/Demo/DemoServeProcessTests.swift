import Foundation
import Glibc
import MailTestServers
import Testing

/// `godwit demo --serve` as a process, used by programs that share no line with it.
@Suite struct DemoServeProcessTests {
    @Test func `Python and curl use the providers, and Ctrl-C ends them`() throws {
        let program = try ProgramProcess(
            ["demo", "--serve", "--format", "json", "--messages", "60", "--to-personality", "dovecot"],
            folder: TemporaryFolder())
        let line = try #require(program.nextLine())
        let output = try ExternalProgram.output(of: "python3", ["-", line], input: Self.script)
        #expect(
            output == """
                imap 24 True
                pop3 24 True
                smtp {} 1
                curl True

                """)
        program.send(signal: SIGINT)
        #expect(program.finish().code == 0)
    }

    /// The text that people read, and nothing else, leads there. mbsync does not send the ID that 163 asks for, so the old
    /// provider is another one.
    @Test func `What people are told is enough for mbsync, curl and Python`() throws {
        let folder = try TemporaryFolder()
        let program = try ProgramProcess(
            [
                "demo", "--serve", "--language", "en", "--messages", "60", "--from-personality", "cyrus",
                "--to-personality", "dovecot",
            ], folder: folder)
        var lines: [String] = []
        while let line = program.nextLine() {
            lines.append(line)
            if line.hasPrefix("Ctrl-C") { break }
        }
        let service = try PrintedService(lines)
        // The command that was printed, as it stands there.
        let listed = try ExternalProgram.output(of: "sh", ["-c", service.curl])
        #expect(listed.contains("* LIST") && listed.contains("INBOX"))

        let mbsync = try UnpackedProgram.mbsync()
        let settings = folder.path + "/mbsync.rc"
        try Data(service.mbsyncRules(state: folder.path).utf8).write(to: URL(filePath: settings))
        for _ in 1...2 {
            _ = try ExternalProgram.output(
                of: "env", ["LD_LIBRARY_PATH=\(mbsync.libraries)", mbsync.path, "-q", "-c", settings, "all"])
        }
        let output = try ExternalProgram.output(
            of: "python3", ["-", service.authority] + service.accounts.flatMap(\.words), input: Self.comparison)
        #expect(output == "mbsync 24 True\npop3 24 True\nsmtp {}\n")
        program.send(signal: SIGINT)
        #expect(program.finish().code == 0)
    }

    /// Every message that was acknowledged is there afterwards, under the same identifier.
    @Test func `What was stored is there after a kill`() throws {
        let folder = try TemporaryFolder()
        let arguments = [
            "demo", "--serve", "--folder", folder.path + "/mail", "--format", "json", "--messages", "20",
            "--from-personality", "cyrus", "--to-personality", "dovecot",
        ]
        let first = try ProgramProcess(arguments, folder: folder)
        let said = try ExternalProgram.output(
            of: "python3", ["-c", Self.writing, try #require(first.nextLine()), String(first.identifier)])
        let acknowledged = said.split(separator: "\n").map(String.init)
        #expect(first.finish().code == 128 + SIGKILL)

        let second = try ProgramProcess(arguments, folder: folder)
        let found = try ExternalProgram.output(
            of: "python3", ["-c", Self.reading, try #require(second.nextLine())])
        let uids = Set(found.split(separator: "\n").map(String.init))
        #expect(acknowledged.count >= 30 && uids.isSuperset(of: acknowledged), "\(acknowledged) \(uids)")
        // Nobody else can use it meanwhile.
        let third = try ProgramProcess(arguments + ["--language", "en"], folder: folder).finish()
        #expect(third.code == 2 && third.errors.contains("Another demo keeps its mail in"))
        second.send(signal: SIGINT)
        #expect(second.finish().code == 0)
    }

    private static let login = """
        import imaplib, json, re, ssl, sys
        world = json.loads(sys.argv[1])
        account = world['accounts'][1]
        context = ssl.create_default_context(cafile=world['certificateAuthorityFile'])
        port = [s['port'] for s in account['servers'] if s['protocol'] == 'imap' and s['security'] == 'tls'][0]
        imap = imaplib.IMAP4_SSL('localhost', port, ssl_context=context)
        imap.login(account['address'], account['secret'])

        """

    /// Says UIDVALIDITY and UID of each message that the server has acknowledged, and kills the server in the middle.
    private static let writing =
        login + """
            import os, signal, threading
            enough = threading.Event()
            def kill():
                enough.wait()
                os.kill(int(sys.argv[2]), signal.SIGKILL)
            threading.Thread(target=kill).start()
            try:
                for number in range(100000):
                    text = b'Subject: %d\\r\\n\\r\\n%d\\r\\n' % (number, number)
                    answer = imap.append('INBOX', '(\\\\Seen)', None, text)
                    print(*re.search(rb'APPENDUID (\\d+) (\\d+)', answer[1][0]).groups(), number)
                    if number == 30: enough.set()
            except (imaplib.IMAP4.error, OSError): pass
            """

    private static let reading =
        login + """
            imap.select()
            validity = imap.response('UIDVALIDITY')[1][0]
            for uid in imap.uid('SEARCH', 'SEEN')[1][0].split():
                print(validity, uid, int(imap.uid('FETCH', uid, '(BODY.PEEK[TEXT])')[1][0][1]))
            """

    /// Compares both inboxes by IMAP, without the line that mbsync adds, and the old one with its POP3.
    private static let comparison = """
        import imaplib, poplib, smtplib, ssl, sys
        context = ssl.create_default_context(cafile=sys.argv[1])
        old, new = [dict(zip(('user', 'secret', 'IMAP', 'POP3', 'SMTP'), sys.argv[n:n + 5])) for n in (2, 7)]
        def texts(account):
            imap = imaplib.IMAP4_SSL('localhost', int(account['IMAP']), ssl_context=context)
            imap.login(account['user'], account['secret'])
            count = int(imap.select()[1][0])
            found = [imap.fetch(str(n), '(BODY.PEEK[])')[1][0][1] for n in range(1, count + 1)]
            return sorted(b''.join(l for l in t.splitlines(True) if not l.startswith(b'X-TUID')) for t in found)
        was, now = texts(old), texts(new)
        print('mbsync', len(now), was == now)

        poplib._MAXLINE = 100_000
        pop = poplib.POP3_SSL('localhost', int(old['POP3']), context=context)
        pop.user(old['user']); pop.pass_(old['secret'])
        pops = sorted(b'\\r\\n'.join(pop.retr(n + 1)[1]).rstrip() for n in range(pop.stat()[0]))
        print('pop3', len(pops), pops == sorted(text.rstrip() for text in was))
        pop.quit()

        smtp = smtplib.SMTP_SSL('localhost', int(new['SMTP']), context=context)
        smtp.login(new['user'], new['secret'])
        print('smtp', smtp.sendmail(new['user'], [new['user']], b'Subject: hi\\r\\n\\r\\nhi\\r\\n'))
        """

    /// Reads alice's mail at 163.com by all protocols, and sends a message within the other provider.
    private static let script = """
        import imaplib, json, poplib, smtplib, ssl, subprocess, sys
        world = json.loads(sys.argv[1])
        old, new = world['accounts']
        context = ssl.create_default_context(cafile=world['certificateAuthorityFile'])
        def port(account, protocol):
            return [s['port'] for s in account['servers'] if s['protocol'] == protocol and s['security'] == 'tls'][0]

        imap = imaplib.IMAP4_SSL('localhost', port(old, 'imap'), ssl_context=context)
        imap.login(old['address'], old['secret'])
        try: imap.select()
        except imaplib.IMAP4.error: pass
        imaplib.Commands['ID'] = ('AUTH', 'SELECTED')
        imap._simple_command('ID', '("name" "test" "version" "1")')
        count = int(imap.select()[1][0])
        texts = sorted(imap.fetch(str(n), '(BODY.PEEK[])')[1][0][1] for n in range(1, count + 1))
        print('imap', count, b'From: ' in texts[0])

        poplib._MAXLINE = 100_000
        pop = poplib.POP3_SSL('localhost', port(old, 'pop3'), context=context)
        pop.user(old['address']); pop.pass_(old['secret'])
        pops = sorted(b'\\r\\n'.join(pop.retr(n + 1)[1]).rstrip() for n in range(pop.stat()[0]))
        print('pop3', len(pops), pops == sorted(text.rstrip() for text in texts))
        pop.quit()

        smtp = smtplib.SMTP_SSL('localhost', port(new, 'smtp'), context=context)
        smtp.login(new['address'], new['secret'])
        sent = smtp.sendmail(new['address'], [new['address']], b'Subject: hi\\r\\n\\r\\nhi\\r\\n')
        imap = imaplib.IMAP4_SSL('localhost', port(new, 'imap'), ssl_context=context)
        imap.login(new['address'], new['secret'])
        print('smtp', sent, int(imap.select()[1][0]))

        found = subprocess.run(['curl', '-s', '--cacert', world['certificateAuthorityFile'], '-u',
            new['address'] + ':' + new['secret'], f"imaps://localhost:{port(new, 'imap')}/INBOX;UID=1"],
            capture_output=True).stdout
        print('curl', found == b'Subject: hi\\r\\n\\r\\nhi\\r\\n')
        """
}
