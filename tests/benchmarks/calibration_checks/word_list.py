"""An ad-hoc list of words for eight subjects of American politics, for real articles.

It is no lexicon of frames and nobody has validated it; all it has to do is to hit real prose often
and in the bursts in which real prose speaks of a subject.
"""

from framing import Frame, Lexicon, Pattern

__all__ = ["WORD_LIST"]

_SUBJECTS = {
    "economy": "econom* job* tax* budget* spending cost* money business* worker* trade market* "
    "wage* billion price* financ* deficit",
    "politics": "democrat* republican* gop election* vote* voter* campaign* candidate* party "
    "poll* partisan* bipartisan* majority presidential",
    "law": "law laws legal court* judge* justice* ruling* constitution* attorney* lawsuit* "
    "investigat* crime* criminal* prosecut* amendment",
    "security": "security military war troop* attack* terror* weapon* nuclear defense threat* "
    "intelligence force forces isis nato",
    "health": "health* medic* hospital* doctor* patient* insurance virus coronavirus covid "
    "disease* obamacare drug* pandemic vaccin* death*",
    "immigration": "immigra* border* migrant* refugee* asylum daca deport* undocumented citizen* "
    "wall visa* alien*",
    "rights": "right rights freedom* libert* equal* religio* women abortion* gay marriage civil "
    "discriminat* moral* racis* race black",
    "abroad": "russia* china chinese iran* syria* israel* korea* europe* foreign international "
    "ukrain* mexic* countries diploma* sanctions minister*",
}

WORD_LIST = Lexicon(
    name="american politics, ad hoc",
    frames=tuple(
        Frame(key, key, tuple(map(Pattern, words.split()))) for key, words in _SUBJECTS.items()
    ),
)
