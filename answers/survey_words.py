"""The words of the bundled surveys, marked for translation: questions, what their answers mean, published figures.

The data hold them in English. Whoever shows one asks the translator for it; a survey of one's own that is not
in here stays in the language in which it was asked.
"""

from __future__ import annotations

from model.strings import N_

QUESTIONS: tuple[str, ...] = (
    N_("How safe do you feel outdoors in your village when you are alone after dark?"),
    N_("And by day, how safe do you feel in your village?"),
    N_("Has safety where you live changed within the last twelve months?"),
    N_(
        "Within the last twelve months, was there a border incident that you or somebody of your "
        "household saw or suffered from?"
    ),
    N_("Did a border incident force your household to leave its home, and if so, for how long?"),
    N_("How much trust do you have in the police of your area?"),
    N_("How much trust do you have in the border guards of your own country?"),
    N_("How much trust do you have in those who run your village (aiyl okmotu, jamoat or mahalla)?"),
    N_("Is everybody treated alike by the police here, whatever ethnic group they belong to?"),
    N_("Suppose that a crime was committed against you: would you go to the police with it?"),
    N_("Think of the last time you called for help: how soon did somebody come?"),
    N_("How are relations between the ethnic groups that live here?"),
    N_("A family that belongs to another ethnic group moves in next door: would you mind?"),
    N_("How fair is the sharing of irrigation water between the two sides?"),
    N_("Is there land that your household uses and that the other side regards as its own?"),
    N_("Is there a pasture that your household can no longer use because of the border?"),
    N_("Within the last year, how often did the other side close a road that you need?"),
    N_("Near your village, do you know where the border runs?"),
    N_("Did messages warn you of a danger that, as it turned out, was not there?"),
    N_("Do you expect another clash along this part of the border within six months? How likely is it?"),
    N_("If people had to be evacuated, would you know who decides and where to go?"),
    N_("On the way to school, to the water point or to the market, do girls and women feel safe?"),
    N_("When a border incident begins, do people in your village say that the young are at fault?"),
    N_("What do reports in the media on the border do to relations: make them better or worse?"),
    N_("How much trust do you have in the ordinary people who live across the border?"),
)
"""The questions with answers to add up."""

READINGS: tuple[str, ...] = (
    N_("feel unsafe after dark"),
    N_("feel unsafe by day"),
    N_("say that safety got worse"),
    N_("saw or suffered a border incident"),
    N_("had to leave home"),
    N_("do not trust the police"),
    N_("do not trust the border guards"),
    N_("do not trust the local administration"),
    N_("say that the police do not treat all groups alike"),
    N_("would not report a crime"),
    N_("say that help did not come"),
    N_("call relations between groups bad"),
    N_("would mind neighbours of another group"),
    N_("call the sharing of water unfair"),
    N_("use land that the other side claims too"),
    N_("lost access to a pasture"),
    N_("met a closed road"),
    N_("do not know where the line runs"),
    N_("were warned by messages that proved untrue"),
    N_("expect another clash"),
    N_("do not know where to go"),
    N_("say that women and girls do not feel safe"),
    N_("say that young people are blamed"),
    N_("say that media reports make relations worse"),
    N_("do not trust people on the other side"),
)
"""What is counted of their answers: people who ..."""

PUBLISHED: tuple[str, ...] = (
    N_("share who named conflict as one of the problems of the country"),
    N_("share who call the relations with Tajikistan rather bad or very bad"),
    N_("share who call the relations with Tajikistan bad or very bad; one answer, in the count of 24.kg"),
    N_("share rather or very dissatisfied with the policy of the government towards Tajikistan"),
    N_("share dissatisfied with the way the authorities deal with Tajikistan; one answer"),
    N_("share who say that the relations with Tajikistan develop well"),
    N_("share who call the relations with Tajikistan very bad"),
    N_("share who call the relations with Uzbekistan good"),
    N_("share who call the relations with Uzbekistan rather good; another 17 percent call them very good"),
    N_("share who think that the country moves in the right direction"),
    N_("share who think that the country moves in the right direction (asked in February and March)"),
    N_("share who named corruption among the largest problems"),
    N_("share who trust the president more than any other politician"),
    N_("share who trust none of the politicians"),
    N_("share who trust the armed forces"),
    N_("share with lower trust in the police, which the report lists among the bodies that are trusted less"),
    N_("share with lower trust in the courts"),
    N_("share with lower trust in the prosecutors"),
    N_("confidence of the public in state power"),
    N_("confidence in the Ministry of the Interior"),
    N_("confidence in the customs"),
    N_("confidence in the local administrations of the state"),
    N_("share who think that their country is stable; the year is inferred"),
    N_("share who said that they feel safe, in the world-wide Law and Order poll"),
    N_("confidence of the public in the Ministry of Emergencies; the page writes percent"),
    N_("confidence of the public in state power; no region had a higher one"),
    N_(
        "confidence in the city hall; one value stands for both Bishkek and Osh on the page, whose "
        "wording is not clear"
    ),
    N_("confidence of the public in the bodies of the state; no region had a higher one"),
    N_("confidence in the executive bodies; third among the regions and a little below 2024"),
    N_(
        "share who find their city or area a good place for members of ethnic and racial minorities; "
        "which provinces belong to it is assumed"
    ),
    N_(
        "share of the participants of a project who say that they know more about peacebuilding and have"
        " more skills; participants only, not residents, and the year is inferred"
    ),
    N_(
        "share of the participants of a project who saw fewer violent acts or conflicts in its areas; "
        "participants only, not residents, and the year is inferred"
    ),
)
"""What the published figures are of."""

UNITS: tuple[str, ...] = (
    N_("percent"),
    N_("index, -100 to 100"),
)
"""In what the published figures are given."""
