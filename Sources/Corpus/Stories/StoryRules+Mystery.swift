extension StoryRules {
    /// A small puzzle, a clue, a trail and an answer.
    static let mystery = """
        #mystery
        <opening> <mystery.puzzle>¶<mystery.ask> <mystery.guess> <mystery.plan>¶<mystery.clue> <mystery.trail>¶<mystery.answer> <mystery.end> <closing?>
        #mystery.puzzle
        {mystery.puzzle}. Nobody knew why.
        Something strange was going on at home. {mystery.puzzle}.
        One spring, there was a mystery. {mystery.puzzle}.
        {mystery.puzzle}. "How odd!" said {elder}.
        #mystery.ask
        "{mystery.ask}?" asked {hero}.
        "{mystery.ask}?" wondered {hero}. ^{hero.they} wanted to find out.
        ^{hero} thought about it day and night. "{mystery.ask}?" {hero.they} asked again and again.
        #mystery.guess
        "Maybe it is a ghost," said <friend>. "There are no ghosts," said {hero}.
        ^{hero} asked {neighbor}, but {neighbor} only shook a gray head. "I do not know," was the answer.
        "I think it is a dragon," said <friend>. ^{hero} laughed. "A dragon would not fit in here."
        "It was not me," said {elder}. "It was not me," said {friend}, who lived next door. So who was it?
        #mystery.plan
        "I will look for a clue," said {hero}.
        That evening, {hero} [hid behind the curtain|sat very still in a corner|stayed awake under a blanket] and waited.
        ^{hero} took a [lamp|notebook|magnifying glass] and went to look [closely|everywhere].
        "We must watch and wait," said {hero}. ^{hero.their} friend {friend} came to help.
        #mystery.clue
        Then {hero} found {mystery.clue}. "This is a clue!" {hero.they} [said|whispered|cried].
        After a long time, {hero} saw {mystery.clue}. "What is that?" {hero.they} asked.
        And there it was: {mystery.clue}. ^{hero} [looked at it for a long time|bent down to see it better|showed it to {elder}].
        ^{hero.their} eyes grew big. There was {mystery.clue}.
        #mystery.trail
        {mystery.trail}.
        ^{hero} followed the clue [on tiptoe|step by step|without a sound]. {mystery.trail}.
        "Now let me think," said {hero}. {mystery.trail}.
        #mystery.answer
        So it was {mystery.who}! {mystery.why}.
        And what did {hero} find there? It was {mystery.who}! {mystery.why}.
        "Now I know!" cried {hero}. It was {mystery.who}. {mystery.why}.
        It was no ghost and no thief. It was {mystery.who}. {mystery.why}.
        #mystery.end
        {mystery.end}.
        Everyone laughed. {mystery.end}.
        ^{elder} was [proud|amazed|surprised]. "You looked closely and thought well," said {elder}. {mystery.end}.
        "There is always a reason," said {hero}. "You only have to look for it." {mystery.end}.
        """
}
