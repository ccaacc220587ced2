internal import HTTPFetch
internal import MailCore

extension HTTPQuestion {
    /// Asks Autodiscover about an address (MS-OXDSCLI §2.2.3).
    static func autodiscover(_ address: EmailAddress) -> HTTPQuestion {
        let schema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/"
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <Autodiscover xmlns="\(schema)requestschema/2006"><Request>\
            <EMailAddress>\(escaped(address.description))</EMailAddress>\
            <AcceptableResponseSchema>\(schema)responseschema/2006a</AcceptableResponseSchema>\
            </Request></Autodiscover>
            """
        return HTTPQuestion(
            accepted: HTTPQuestion.xml.accepted,
            content: Content(type: "text/xml; charset=utf-8", body: Array(text.utf8)))
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
        return result
    }
}
