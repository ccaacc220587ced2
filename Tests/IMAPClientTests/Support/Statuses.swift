import IMAPCodec

extension StatusResponse {
    /// A status with these words.
    init(_ kind: Kind, _ text: String, code: ResponseCode? = nil) {
        self.init(kind: kind, code: code, text: Array(text.utf8))
    }
}

extension Response {
    static func status(_ kind: StatusResponse.Kind, _ text: String = "") -> Response {
        .untagged(.status(StatusResponse(kind, text)))
    }

    static func tagged(_ tag: String, _ kind: StatusResponse.Kind) -> Response {
        .tagged(tag: tag, StatusResponse(kind, ""))
    }
}
