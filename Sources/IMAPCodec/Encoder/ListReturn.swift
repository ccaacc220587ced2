/// What LIST is to tell beside names and attributes (RFC 5258 §3.2).
package struct ListReturn: Hashable, Sendable {
    /// For servers with SPECIAL-USE (RFC 6154 §2).
    package var specialUse: Bool
    /// For servers with LIST-EXTENDED.
    package var subscribed: Bool
    /// For servers with LIST-STATUS (RFC 5819 §2); empty asks for no STATUS.
    package var status: StatusItems

    package init(specialUse: Bool = false, subscribed: Bool = false, status: StatusItems = []) {
        self.specialUse = specialUse
        self.subscribed = subscribed
        self.status = status
    }

    /// Empty where nothing is asked for: a server without LIST-EXTENDED refuses even an empty RETURN.
    package var wire: String {
        var options: [String] = []
        if specialUse { options.append("SPECIAL-USE") }
        if subscribed { options.append("SUBSCRIBED") }
        if !status.isEmpty { options.append("STATUS \(status.wire)") }
        return options.isEmpty ? "" : " RETURN (" + options.joined(separator: " ") + ")"
    }
}
