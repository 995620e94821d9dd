extension StoryRules {
    /// A way with two obstacles to a thing that somebody needs.
    static let quest = """
        #quest
        <opening> <quest.need> <quest.go>¶<quest.first>¶<quest.second>¶<quest.there> <quest.home> <quest.lesson?>
        <opening> <quest.need>¶<quest.go> <quest.first> <quest.on> <quest.second>¶<quest.there> <quest.home>¶<quest.lesson> <closing?>
        #quest.need
        {goal.need}.
        But there was trouble that year. {goal.need}.
        One day, {elder} looked worried. {goal.need}.
        "What is wrong?" asked {hero} one {time}. {goal.need}.
        #quest.go
        "I will find the {goal}," said {hero}. "It is {goal.at}."
        People said that the {goal} was {goal.at}. "Then I will go there," said {hero}[| bravely].
        "The {goal} is {goal.at}," said {neighbor}. "It is a long way." "I am not afraid," said {hero}.
        ^{hero} [packed a bag|took some bread|put on good shoes] and [set out|went out of the door] to look for the {goal}. It was {goal.at}.
        <day> {hero} began the long walk to get the {goal}, which was {goal.at}. {weather.sky}
        #quest.first
        Soon, {obstacle.block}. {obstacle.trouble}. "What can I do?" [asked|said] {hero}. ^{a} [kind|friendly|wise|small] {obstacle.helper} heard {hero.them} and {obstacle.help}. ^{hero} {obstacle.pass}. "Thank you, {obstacle.helper}!" {hero.they} called.
        After a while, {obstacle.block}. {obstacle.trouble}. "May I help you?" asked {a} [friendly|kind|gentle] {obstacle.helper}. It {obstacle.help}, and {hero} {obstacle.pass}.
        Then {obstacle.block}. {obstacle.trouble}. ^{hero} sat down and thought. ^{a} {obstacle.helper} came by. "I am hungry," said the {obstacle.helper}. ^{hero} shared {hero.their} bread. Then the {obstacle.helper} {obstacle.help}, and {hero} {obstacle.pass}.
        Not far from home, {obstacle.block}. {obstacle.trouble}. ^{hero} asked {a} [passing|quiet|clever] {obstacle.helper} for help. The {obstacle.helper} [smiled|nodded] and {obstacle.help}. So {hero} {obstacle.pass}.
        #quest.on
        ^{hero} walked on and on.
        ^{hero} was tired, but {hero.they} did not stop.
        The way was long, and {hero} sang a [little|quiet] song.
        "I must not give up," {hero.they} said.
        #quest.second
        But later, {obstacle2.block}. {obstacle2.trouble}. This time, {hero} was not afraid to ask. "Can you help me, please?" {hero.they} asked {a} [big|small|young|old] {obstacle2.helper}. "Of course," said the {obstacle2.helper}. It {obstacle2.help}, and {hero} {obstacle2.pass}.
        Then came more trouble. This time, {obstacle2.block}. {obstacle2.trouble}. But {a} [good|brave|cheerful] {obstacle2.helper} {obstacle2.help}. Step by step, {hero} {obstacle2.pass}.
        Near the end of the way, {obstacle2.block}. {obstacle2.trouble}. "Where are you going?" asked {a} {obstacle2.helper}. "To find the {goal}," said {hero}. "Then I will help you," said the {obstacle2.helper}, and it {obstacle2.help}. ^{hero} {obstacle2.pass}.
        #quest.there
        At last, {hero} came to the place. There was the {goal}, {goal.at}, just as people had said.
        And there, {goal.at}, {hero} found the {goal}. <glad>
        Finally, {hero} stood {goal.at}. "Here it is!" {hero.they} [cried|said|whispered]. ^{hero} took the {goal} [with both hands|very carefully|gently].
        When the sun was [high|low], {hero} reached the end of the way. The {goal} was there, and it was [beautiful|better than {hero.they} had dreamed|waiting for {hero.them}].
        #quest.home
        ^{hero} [ran|hurried|walked] all the way home. ^{goal.result}.
        On the way back, {hero} waved to the {obstacle2.helper} and to the {obstacle.helper}. And at home, {goal.result}.
        ^{hero} brought the {goal} home. ^{goal.result}.
        The way home seemed much shorter. ^{goal.result}.
        #quest.lesson
        "How did you do it?" asked {elder}. "I had help from {a} {obstacle.helper} and {a} {obstacle2.helper}," said {hero}.
        ^{hero} had learned that [it is good to ask for help|nobody is too small to help|a brave heart and good friends can go a long way].
        "You were very brave," said {elder}. "I was afraid sometimes," said {hero}, "but I went on."
        Since then, {hero} always [has a kind word|keeps a piece of bread] for {a} {obstacle.helper}.
        """
}
