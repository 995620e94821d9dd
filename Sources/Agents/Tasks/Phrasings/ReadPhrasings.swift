/// Wordings that ask for the value of `{key}` in `{path}`.
enum ReadPhrasings {
    static let trained = [
        "What is the value of {key} in {path}?",
        "Read {path} and tell me the value of {key}.",
        "In {path}, what is {key} set to?",
        "Look up {key} in {path}.",
        "Which value does {path} give for {key}?",
        "Tell me what {key} is in {path}.",
        "I need the value of {key} from {path}.",
        "Open {path} and say what {key} is.",
        "What does {path} set {key} to?",
        "Find {key} in {path} and report its value.",
        "Give me the setting {key} of {path}.",
        "Please check {path} for the value of {key}.",
        "How is {key} configured in {path}?",
        "The file {path} has a setting {key}. What is its value?",
    ]

    static let unseen = [
        "According to {path}, what should {key} be?",
        "Have a look at {path}: which value has {key}?",
        "I forgot what I chose for {key}. It is in {path}.",
        "Could you get me {key} out of {path}?",
        "From {path} I want to know the value that {key} has.",
    ]
}
