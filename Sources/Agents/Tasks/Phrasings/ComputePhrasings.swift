/// Wordings that ask what `{expression}` comes to.
enum ComputePhrasings {
    static let trained = [
        "What is {expression}?",
        "Compute {expression}.",
        "Calculate {expression}.",
        "How much is {expression}?",
        "Please work out {expression}.",
        "Tell me what {expression} is.",
        "I need the result of {expression}.",
        "Find the value of {expression}.",
        "Evaluate {expression} and tell me the result.",
        "Give me {expression} as a number.",
        "What do you get for {expression}?",
        "Can you calculate {expression} for me?",
        "Which number is {expression}?",
        "Say what {expression} makes.",
        "How many is {expression}?",
        "Add it up for me: {expression}.",
        "Please tell me {expression}.",
        "What does {expression} give?",
        "What does {expression} come to?",
        "I want to know {expression}.",
        "Help me with {expression}.",
        "Could you compute {expression}?",
        "Reckon {expression} and say the number.",
        "Do you know {expression}?",
        "Show me the result of {expression}.",
        "What number do I get from {expression}?",
        "Let me have the value of {expression}.",
        "My sum is {expression}. What is the answer?",
    ]

    static let unseen = [
        "Let me know how much {expression} comes to.",
        "Solve {expression}, please.",
        "I would like to have {expression} computed.",
        "Do some arithmetic for me: {expression}.",
        "The bill says {expression}. What is that in all?",
    ]
}
