internal import IMAPCodec
internal import MailTransport
internal import NIOCore

/// Waits for the greeting before there is a session; on the same event loop.
actor GreetingReader {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    private let handler: NIOLoopBound<IMAPChannelHandler>
    private let channel: any Channel

    init(handler: NIOLoopBound<IMAPChannelHandler>, channel: any Channel) {
        self.unownedExecutor = EventLoopExecutor.serial(on: channel.eventLoop)
        self.handler = handler
        self.channel = channel
    }

    func greeting() async throws(IMAPError) -> StatusResponse {
        let channel = channel
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if handler.value.greetingResult == nil {
                    handler.value.setGreetingWaiter(continuation)
                } else {
                    continuation.resume()
                }
            }
        } onCancel: {
            channel.close(promise: nil)
        }
        guard let result = handler.value.greetingResult else { throw .cancelled }
        return try result.get()
    }
}
