import Foundation
import MailTestServers

/// A browser, and a person in front of it: `curl`, which shares no code with ours.
struct TestBrowser {
    let certificateAuthorityFile: String

    struct Page {
        let status: Int
        let location: String?
        let text: String
    }

    /// Opens a page, or sends a form.
    func open(_ url: String, form: [String: String]? = nil) throws -> Page {
        let fields = form?.flatMap { ["--data-urlencode", "\($0)=\($1)"] } ?? []
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["curl", "--silent", "--show-error", "--include", "--max-time", "20", "--cacert", certificateAuthorityFile]
            + fields + [url]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
        let lines = (parts.first ?? "").split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let location = lines.first { $0.lowercased().hasPrefix("location: ") }.map { String($0.dropFirst(10)) }
        return Page(status: status, location: location, text: parts.count == 2 ? parts[1] : "")
    }

    /// Signs in at a page that asks for consent.
    ///
    /// - Returns: where the browser is sent in the end.
    func consent(at url: String, answer: String = "allow") throws -> String? {
        let page = try open(url)
        if let location = page.location { return location }
        guard let mark = page.text.range(of: "name=\"ticket\" value=\"") else { return nil }
        let ticket = page.text[mark.upperBound...].prefix { $0 != "\"" }
        let base = URL(string: url).flatMap { URL(string: "/consent", relativeTo: $0)?.absoluteString } ?? ""
        return try open(base, form: ["ticket": String(ticket), "answer": answer]).location
    }
}
