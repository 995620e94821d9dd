/// Wordings that ask which file mentions `{word}`.
enum FindPhrasings {
    static let trained = [
        "Which file mentions {word}?",
        "Find the file that mentions {word}.",
        "Where is {word} mentioned?",
        "One file here talks about {word}. Which one?",
        "Tell me which file contains the word {word}.",
        "Look for {word} and name the file.",
        "I need the file with {word} in it.",
        "Search the files for {word} and say where it is.",
        "Please find out which file has {word} in it.",
        "Somebody wrote about {word}. In which file?",
        "In what file does {word} occur?",
        "Give me the path of the file that names {word}.",
        "What is the path of the file where {word} appears?",
        "Can you see which file says {word}?",
        "Which of the files has the word {word}?",
        "Show me where {word} occurs.",
        "There is a note about {word} somewhere. Which file is it in?",
        "Say in which file {word} stands.",
        "I lost the file with {word}. Where is it?",
        "Go through the files and find {word}.",
        "Name the file in which {word} comes up.",
        "What file do I open to read about {word}?",
        "Does any file mention {word}? Tell me which.",
        "Locate {word} and give me the path.",
        "Where did I write {word}?",
        "I want to know which file contains {word}.",
        "Help me find {word}: in what file is it?",
        "Which path has a line with {word}?",
    ]

    static let practised = [
        "Which document speaks of {word}?",
        "I search for {word}: where do I find it?",
        "Scan all files for {word} and report the path.",
        "A line somewhere has {word} in it. Tell me the file.",
        "Where in here can {word} be read?",
        "Get me the name of the file about {word}.",
        "Track down {word} and name its file.",
        "Someone asked me about {word}. In which file do we have it?",
        "Which note or setting has {word}?",
        "Is there a file that mentions {word}? I need its path.",
        "My question is where {word} stands.",
        "Try to find {word} among the files, then give its path.",
    ]

    static let unseen = [
        "Point me to the file where I can read about {word}.",
        "My files speak of {word} somewhere; tell me where.",
        "I am looking for {word}. Which of these files has it?",
        "The word {word} should be in one of the files. Name it.",
        "Do you know in what file {word} was written down?",
    ]
}
