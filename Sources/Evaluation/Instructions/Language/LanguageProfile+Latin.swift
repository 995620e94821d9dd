extension LanguageProfile {
    static let latin = [
        LanguageProfile(
            "en", .latin,
            """
            the of and to in is that it was for on are as with his they at be this have from or had by not but what all \
            were we when your can said there an each which she do how their if will up about out many then them these so \
            some her would him into has more no my than been who its now could our you he i
            """),
        LanguageProfile(
            "de", .latin,
            """
            der die das und ist nicht ich sie es ein eine einen einem einer den dem des mit auf für von zu im am wir ihr \
            sich auch als wie nach bei aus hat haben war werden wird kann dass aber oder noch nur man mein dein sein ihre \
            über um so sind du er was wenn
            """, letters: "ßäöü"),
        LanguageProfile(
            "pt", .latin,
            """
            o a os as e de do da dos das em no na nos nas um uma que não é com para por se mais como mas foi ao ele ela \
            seu sua ou quando muito já eu também só pelo pela até isso entre depois sem mesmo aos ter seus você são está
            """, letters: "ãõç"),
        LanguageProfile(
            "it", .latin,
            """
            il lo la i gli le di a da in con su per tra fra e che non è un uno una del della dei delle degli nel nella sono \
            ho ha come ma se anche più si mi ti ci alla al dal questo questa quando dove perché chi cosa essere suo sua hanno
            """, letters: "ìò"),
        LanguageProfile(
            "es", .latin,
            """
            el la los las de del que y a en un una es se no por con para su al lo como más pero sus le ya o este sí porque \
            esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni son \
            está fue
            """, letters: "ñ¿¡"),
        LanguageProfile(
            "fr", .latin,
            """
            le la les de des du un une et est en que qui dans ce il elle ne pas pour sur au aux avec se son sa ses par je \
            vous nous ils plus mais ou où être fait ont cette comme tout c d l n s j qu on leur été sont
            """, letters: "êèàùçœ"),
        LanguageProfile(
            "nl", .latin,
            """
            de het een en van ik te dat die in is niet zijn op aan met als voor er maar om hem dan zou of wat mijn men dit \
            zo door over ze bij ook tot je naar haar hij uit der daar heeft hebben worden wordt deze nog wel geen
            """),
        LanguageProfile(
            "fi", .latin,
            """
            ja on ei se että oli hän mutta niin kuin myös ovat joka tai kun jos mitä olen minä sinä he me te tämä sen ole \
            nyt vain siitä hänen jo vielä kaikki mukaan sekä olla voi ollut mikä kanssa jotka koska minun
            """, letters: "äö"),
        LanguageProfile(
            "vi", .latin,
            """
            và của là có không được cho trong một các với người đã này những để khi từ đó tôi đến về cũng ra như thì bạn \
            nhiều hơn sẽ rất lại vào nhưng hay phải làm anh em
            """, letters: "ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
        LanguageProfile(
            "sw", .latin,
            """
            na ya wa kwa ni katika la za cha kama lakini hii huu hiyo kuwa yake wake pia si au watu mtu hili hizi ambao \
            ambayo sana moja baada kutoka hata bila kila wote yote ili kwamba yangu wangu mimi wewe yeye sisi alikuwa \
            vya zaidi wakati mwa hapa
            """),
    ]
}
