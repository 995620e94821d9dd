/// What people say around a goal, and what changes nothing of it.
package enum Courtesies {
    package static let before = [
        "Hello.", "Hi!", "Good morning.", "Here is a task:", "I have a question:", "A small thing:", "Next:",
        "One more thing.",
        "Please help me.", "This came in today:", "My request:", "It is urgent.", "We have a problem.",
        "Something is wrong.",
        "I am stuck.", "As always:", "Work for you:", "Quick one:", "This should be easy:", "Nobody has time for it.",
        "The team asks:", "Take your time.", "When you can:", "There is something to do.", "Be careful.", "Now this:",
        "They say you are good at it.", "I would do it, but I am tired.", "Two of us have tried.", "Let us go on.",
    ]

    package static let after = [
        "Thanks.", "Thank you!", "That is all.", "It is urgent.", "Take your time.", "I will wait.", "Be careful.",
        "Then we are done.", "Tell me when you are ready.", "You know how.", "It should be easy.",
        "Nobody else can do it.",
        "Many thanks in advance.", "We need it today.", "Please be quick.", "I have no idea myself.",
    ]
}
