internal import FoundationEssentials

/// The generations of a folder's identifiers (RFC 9051 §2.3.1.1).
extension Maildir {
    /// As Dovecot keeps it: nil before it has looked at the folder.
    package func uidValidity(of folder: String) -> Int? {
        guard let data = FileManager.default.contents(atPath: folderPath(folder) + "/dovecot-uidlist") else {
            return nil
        }
        // 3 V1700000000 N27 G…
        let words = String(decoding: data.prefix(100), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.first { $0.hasPrefix("V") }.flatMap { Int($0.dropFirst()) }
    }

    /// Makes Dovecot number the messages of a folder anew, which is another generation. No session may have it open.
    package func forgetIdentifiers(of folder: String) throws {
        let path = folderPath(folder)
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name == "dovecot-uidlist" || name.hasPrefix("dovecot.index") {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }

    /// Has Dovecot know the messages of a folder by other identifiers of the same generation, and its index made anew: what
    /// happens when the list of identifiers is lost under a session. No session may have it open.
    package func shiftIdentifiers(of folder: String) throws {
        let list = folderPath(folder) + "/dovecot-uidlist"
        var lines = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map(String.init)
        var header = lines.removeFirst().split(separator: " ").map(String.init)
        guard let place = header.firstIndex(where: { $0.hasPrefix("N") }), let next = Int(header[place].dropFirst())
        else { throw CocoaError(.fileReadCorruptFile) }
        lines = lines.map { line in
            let end = line.firstIndex(of: " ") ?? line.endIndex
            return "\((Int(line[..<end]) ?? 0) + next - 1)\(line[end...])"
        }
        header[place] = "N\(2 * next - 1)"
        try forgetIdentifiers(of: folder)
        try ([header.joined(separator: " ")] + lines).map { $0 + "\n" }.joined()
            .write(toFile: list, atomically: true, encoding: .utf8)
    }

    /// Removes a folder and all its mail. No session may have it open.
    package func removeFolder(_ name: String) throws {
        try FileManager.default.removeItem(atPath: folderPath(name))
        // Dovecot would go on to list what it remembers.
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasPrefix("dovecot.list.index")
        {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
    }
}
