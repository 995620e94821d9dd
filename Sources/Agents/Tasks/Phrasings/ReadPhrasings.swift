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
        "Say which value {key} has in {path}.",
        "What stands behind {key} in {path}?",
        "I want to know {key} from {path}.",
        "Show me {key} in the file {path}.",
        "Check {key} in {path} for me.",
        "Let me know what {path} says about {key}.",
        "Get the value of {key} out of {path}.",
        "{path} should contain {key}. What is it?",
        "Report the setting {key} from {path}.",
        "How is {key} set in the file {path}?",
        "Please read {key} from {path}.",
        "What value was given to {key} in {path}?",
        "Under {key}, what does {path} have?",
        "Can you tell me {key} as it is in {path}?",
    ]

    static let practised = [
        "Tell me which value {path} has under {key}.",
        "For {key}, what did we write into {path}?",
        "Read out {key} from the file {path}.",
        "I wonder what {key} is in {path}.",
        "Take {path} and give me what stands at {key}.",
        "What is written for {key} in {path}?",
        "Quote the setting {key} as it is in {path}.",
        "In the file {path} there should be {key}; I need its value.",
        "Say what {key} has been set to in {path}.",
        "Fetch {key} from {path} for me.",
        "Somebody set {key} in {path}. To what?",
        "Give the current {key} of {path}.",
    ]

    static let unseen = [
        "According to {path}, what should {key} be?",
        "Have a look at {path}: which value has {key}?",
        "I forgot what I chose for {key}. It is in {path}.",
        "Could you get me {key} out of {path}?",
        "From {path} I want to know the value that {key} has.",
    ]
}
