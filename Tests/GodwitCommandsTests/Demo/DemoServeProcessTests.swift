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
