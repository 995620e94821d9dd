/// What a line of a conversation means.
enum ChatInput: Equatable {
    case nothing
    case message(String)
    /// Sets the rules; nil shows them.
    case system(String?)
    case undo
    case save(String)
    case help
    case quit
    /// Something that begins like a command and is none; the text says what is wrong.
    case mistake(String)

    /// Reads a line: commands begin with a slash, and a text that begins with one is written with two.
    init(_ line: String) {
        let text = line.trimmed
        guard text.hasPrefix("/"), !text.hasPrefix("//") else {
            self = text.isEmpty ? .nothing : .message(text.hasPrefix("//") ? String(text.dropFirst()) : text)
            return
        }
        let parts = text.split(separator: " ", maxSplits: 1)
        let argument = parts.count > 1 ? String(parts[1]).trimmed : nil
        switch (parts[0], argument) {
        case ("/system", let text): self = .system(text)
        case ("/save", let file?): self = .save(file)
        case ("/save", nil): self = .mistake("/save needs the name of a file")
        case ("/undo", nil): self = .undo
        case ("/help", nil): self = .help
        case ("/quit", nil): self = .quit
        case ("/undo", _), ("/help", _), ("/quit", _): self = .mistake("\(parts[0]) takes no argument")
        default:
            self = .mistake(
                "there is no command '\(parts[0])'; /help lists them (a message that begins with / is written with //)")
        }
    }

    static let commands = """
        /system TEXT  set the rules that the model is given; without TEXT, show them
        /undo         take back your last message and the reply to it
        /save FILE    save the conversation, for --transcript and for fine-tuning
        /help         show this list
        /quit         end, as Ctrl-D does
        Ctrl-C stops a reply; at the prompt it clears the line. Up and down bring back earlier lines.
        """
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
