internal import NIOCore

/// What FETCH tells about the build of a message (RFC 3501 §7.4.2).
extension IMAPResponse {
    mutating func writeEnvelope(_ header: HeaderBlock, _ bytes: ByteBufferView) {
        func value(_ name: String) -> [UInt8]? { header.value(of: name, bytes) }
        self += "("
        writeString(value("date"))
        self += " "
        writeString(value("subject"))
        let from = value("from")
        for field in [from, value("sender") ?? from, value("reply-to") ?? from, value("to"), value("cc"), value("bcc")]
        {
            self += " "
            writeAddresses(field)
        }
        self += " "
        writeString(value("in-reply-to"))
        self += " "
        writeString(value("message-id"))
        self += ")"
    }

    private mutating func writeAddresses(_ field: [UInt8]?) {
        let addresses = field.map { MailAddresses($0).all } ?? []
        guard !addresses.isEmpty else { return self += "NIL" }
        self += "("
        for address in addresses {
            self += "("
            writeString(address.name)
            self += " NIL "
            writeString(address.mailbox)
            self += " "
            writeString(address.host)
            self += ")"
        }
        self += ")"
    }

    /// - Parameter isExtended: with what BODYSTRUCTURE has and BODY has not.
    mutating func writeStructure(_ part: MIMEPart, _ bytes: ByteBufferView, isExtended: Bool) {
        self += "("
        if part.isMultipart {
            for child in part.children { writeStructure(child, bytes, isExtended: isExtended) }
            self += " "
            writeString(part.subtype.utf8)
            if isExtended {
                self += " "
                writeParameters(part.parameters)
                writeExtension(part, bytes)
            }
        } else {
            writeSinglePart(part, bytes)
            if isExtended {
                self += " "
                writeString(part.header.value(of: "content-md5", bytes))
                writeExtension(part, bytes)
            }
        }
        self += ")"
    }

    private mutating func writeSinglePart(_ part: MIMEPart, _ bytes: ByteBufferView) {
        writeString(part.type.utf8)
        self += " "
        writeString(part.subtype.utf8)
        self += " "
        writeParameters(part.parameters)
        self += " "
        writeString(part.header.value(of: "content-id", bytes))
        self += " "
        writeString(part.header.value(of: "content-description", bytes))
        self += " "
        writeString(part.header.value(of: "content-transfer-encoding", bytes) ?? Array("7bit".utf8))
        self += " \(part.body.count)"
        if part.isMessage, let message = part.children.first {
            self += " "
            writeEnvelope(message.header, bytes)
            self += " "
            writeStructure(message, bytes, isExtended: true)
        }
        if part.isMessage || part.type == "TEXT" { self += " \(MIMEPart.lines(bytes, part.body))" }
    }

    /// Disposition, language and location.
    private mutating func writeExtension(_ part: MIMEPart, _ bytes: ByteBufferView) {
        self += " "
        if let disposition = part.header.value(of: "content-disposition", bytes).map({ ParameterizedValue($0) }) {
            self += "("
            writeString(disposition.value.utf8)
            self += " "
            writeParameters(disposition.parameters)
            self += ")"
        } else {
            self += "NIL"
        }
        self += " "
        writeString(part.header.value(of: "content-language", bytes))
        self += " "
        writeString(part.header.value(of: "content-location", bytes))
    }

    private mutating func writeParameters(_ parameters: [(name: String, value: [UInt8])]) {
        guard !parameters.isEmpty else { return self += "NIL" }
        self += "("
        for (index, parameter) in parameters.enumerated() {
            if index > 0 { self += " " }
            writeString(parameter.name.utf8)
            self += " "
            writeString(parameter.value)
        }
        self += ")"
    }
}
