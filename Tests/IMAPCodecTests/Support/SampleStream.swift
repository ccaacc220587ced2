/// A conversation with every kind of response, as a server would send it.
enum SampleStream {
    static let text = """
        * OK [CAPABILITY IMAP4rev1 LITERAL+ ID] ready {5}\r
        + go ahead {3}\r
        * CAPABILITY IMAP4rev1 UIDPLUS AUTH=PLAIN\r
        * LIST (\\HasNoChildren) "/" INBOX\r
        * LIST (\\HasNoChildren \\Sent) "/" {8}\r
        Sent\r
        "x\r
        * LSUB () NIL "a \\"b\\" c"\r
        * NAMESPACE (("" "/")) NIL (("#shared/" "/" "X" ("a" {2}\r
        ())))\r
        * ID ("name" "Dovecot" "version" NIL)\r
        * FLAGS (\\Seen $Forwarded)\r
        * 3 EXISTS\r
        * 1 FETCH (UID 5 FLAGS (\\Seen) BODY[] {12}\r
        one\r
        A2 NO\r
        )\r
        * 2 FETCH (BODY[] {0}\r
         UID 6 RFC822.SIZE 0)\r
        * 3 FETCH (UID 7 BODY[HEADER] {4}\r
        a: b BODY[] {3}\r
        xyz INTERNALDATE " 1-Jan-2001 00:00:00 +0000")\r
        * 4 FETCH (UID 8 BODY[] NIL)\r
        * SEARCH 1 2 3 (MODSEQ 9)\r
        * BYE see you\r
        A1 OK [APPENDUID 1 2:3] done\r

        """
}
