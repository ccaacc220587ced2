import MailTestServers

/// Documents as providers publish them, with one IMAP server each.
enum TestDocuments {
    static func autoconfig(_ host: String, port: UInt16 = 993, socketType: String = "SSL") -> String {
        HTTPTestServer.response(
            body: """
                <clientConfig version="1.1"><emailProvider id="example"><domain>example</domain>
                <incomingServer type="imap"><hostname>\(host)</hostname><port>\(port)</port>
                <socketType>\(socketType)</socketType><authentication>password-cleartext</authentication>
                <username>%EMAILADDRESS%</username></incomingServer></emailProvider></clientConfig>
                """)
    }

    static func pacc(_ host: String) -> String {
        #"{"protocols": {"imap": {"host": "\#(host)"}}, "authentication": {"password": true}}"#
    }

    static func autodiscover(_ content: String) -> String {
        HTTPTestServer.response(
            body: """
                <?xml version="1.0" encoding="utf-8"?>
                <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
                <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
                <Account><AccountType>email</AccountType>\(content)</Account></Response></Autodiscover>
                """)
    }

    static func autodiscoverServer(_ host: String) -> String {
        autodiscover(
            "<Action>settings</Action><Protocol><Type>IMAP</Type><Server>\(host)</Server><Port>993</Port>"
                + "<SSL>on</SSL></Protocol>")
    }

    static func redirect(_ location: String, status: Int = 302) -> String {
        HTTPTestServer.response(status, headers: ["Location: \(location)"])
    }
}
