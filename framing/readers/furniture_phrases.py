"""The wording of page furniture in English, as regular expressions.

To teach the reader a new phrase, add it here and a line that has it to
``tests/data/furniture.csv``. A phrase must fill its whole line: "Share" alone is a button, "Share
prices fell on Monday" is prose.
"""

import re

__all__ = [
    "BIOGRAPHY",
    "BIOGRAPHY_VERB",
    "COMMENTS",
    "CREDIT",
    "LINK_SEPARATOR",
    "WEB_ADDRESS",
    "WHOLE_LINES",
]

_NUMBERED = r"(?:\d{1,2}[.)]\s*)?"
_SITES = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|tumblr"
    r"|flipboard|threads|bluesky|mastodon|e-?mail|print|copy link|sms|google news|rss)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?"
    rf"\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
_TIME = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:am|pm)?(?:\s+[a-z]{2,4}(?:[+-]\d{1,2})?)?)?"
_READING_TIME = r"\d+[ -]?min(?:ute)?s? read"


def _lines(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(alternatives)})\W*", re.IGNORECASE)


WHOLE_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "navigation",
        _lines(
            _NUMBERED + r"skip to (?:[\w-]+ ){0,4}[\w-]+",
            r"press esc to close",
            r"(?:top|bottom) of page",
            r"(?:back|return|scroll) to (?:the )?(?:top|home(?:page)?)",
            r"(?:main |open |close |toggle )?(?:menu|navigation|search)(?: menu)?",
            r"(?:log|sign) ?(?:in|out|up)|register|my account|subscribe|donate",
            r"home(?:\s*[>»/|›]\s*[\w &-]+)+",
            r"(?:previous|next|older|newer) (?:post|article|story|page)s?(?:: .+)?",
            r"advertisement|sponsored(?: content)?|ad|story continues below(?: advertisement)?"
            r"|article continues (?:below|after).*",
            rf"listen to (?:this )?(?:article|story)(?: \d+.*)?|{_READING_TIME}",
            r"(?:watch )?live(?: tv| updates| blog)?",
            r"(?:we|this site) uses? cookies.*|accept(?: all)? cookies|cookie (?:policy|settings)",
            r"privacy policy|terms (?:of (?:use|service)|and conditions)|contact us|about us",
        ),
    ),
    (
        "share or follow links",
        _lines(
            r"share(?: (?:this|on|via|the|to) ?(?:article|story|post|page|" + _SITES + r")?)*",
            rf"(?:share on |share via |share:? )?{_SITES}(?:[\s,|/·•]+(?:and )?{_SITES})+",
            rf"(?:share|tweet|pin|post|e-?mail|print)(?:[\s,|/·•]+(?:share|tweet|pin|{_SITES}))*",
            r"\d[\d,.]*k? (?:shares?|views?|likes?|retweets?)",
            rf"follow (?:us|.{{2,40}}) (?:on|at) .{{0,60}}{_SITES}.{{0,40}}",
            rf"join (?:us|our).{{0,40}}{_SITES}.{{0,40}}",
        ),
    ),
    (
        "newsletter or subscription",
        _lines(
            r"(?:sign up|subscribe|register)(?: here| now| today)? (?:for|to) .{0,120}",
            r"get (?:the|our) (?:latest|best|daily|top) .{0,80}(?:inbox|e-?mail|newsletter).{0,30}",
            r".{0,60}(?:daily|weekly|free|our|morning) newsletter.{0,60}",
            r"(?:to read (?:more|the full).{0,60}|please )(?:subscribe|log in).{0,60}",
        ),
    ),
    (
        "link to another story",
        _lines(
            r"(?:read|see|watch|listen|view)(?: more| also| next| now)?\s*[:|»>–—-].{2,200}",
            r"(?:also|must|don['’]t) (?:read|see|watch|miss)\b\s*[:|»>–—-]?.{0,200}",
            r"(?:read|see|view|load|show) (?:more|next|full story|all)"
            r"(?: (?:on|about|from) .{1,80})?",
            r"(?:related|recommended|trending|popular|recent|latest|more|other|top)"
            r"(?: (?:news|stories|articles|posts|reading|topics|coverage|headlines|videos|story))+"
            r"(?: (?:see|view|show) (?:all|more))?",
            r"(?:send us|give us) (?:your )?feedback.{0,60}",
            r"(?:related|recommended|trending|editor['’]s picks?"
            r"|most (?:read|viewed|popular|shared))"
            r"(?:\s*[:|].{0,200})?",
            r"more (?:from|on|in) [^.]{2,60}",
            r"you (?:may|might)(?: also)? (?:like|be interested).{0,60}",
            r"(?:tags?|topics?|filed under|categories|category)\s*:.{0,200}",
        ),
    ),
    (
        "comment form",
        _lines(
            r"your e-?mail address will not be published.*",
            r"required fields are marked.*",
            r"save my name, e-?mail.*",
            r"(?:post|submit|add|write)(?: a| your)? comment|cancel reply|notify me of .{0,60}",
            r"(?:name|e-?mail|website|comment)\s*\*",
        ),
    ),
    (
        "copyright notice",
        _lines(
            r"(?:©|\(c\)|copyright)\W.{0,150}",
            r".{0,100}all rights reserved.{0,60}",
            r"this material may not be published.{0,150}",
        ),
    ),
    (
        "editing credit",
        _lines(
            r"(?:edited|translated|compiled|fact-checked) by:? .{2,100}",
            r"(?:\(?(?:additional )?(?:reporting|writing|editing) by .{2,200}\)?)",
            r"this (?:article|story) (?:was|has been|is) (?:first |originally )?"
            r"(?:published|adapted|translated|republished|edited|syndicated|updated)\b.{0,200}",
            r".{0,80}contributed to this (?:report|story|article)",
        ),
    ),
    (
        "date line",
        _lines(
            rf"(?:(?:last )?(?:updated|published|posted|modified)(?: on| at)?:?\s*)?{_DATE}{_TIME}",
            rf"(?:last )?(?:updated|published|posted)\b.{{0,20}}{_DATE}.{{0,30}}",
            rf"{_DATE}\W+{_READING_TIME}",
        ),
    ),
    (
        "byline",
        # Case matters here: "by the end of the year" is no byline.
        re.compile(
            r"\W*(?:[Bb]y|BY|[Ww]ritten by|[Aa]uthor:)\s+"
            r"(?:[A-Z][\w.'’-]*\s*){2,4}(?:(?:,|and|&)\s*(?:[A-Z][\w.'’-]*\s*){2,4})*"
            rf"(?:(?:,|\||in|–|—|-)\s*[A-Z][^.]{{0,60}})?(?:{_DATE})?\W*"
        ),
    ),
)
"""A reason, and what fills a whole line where it holds."""

CREDIT = re.compile(
    r"(?:(?:Image|Photo(?:graph)?|Picture|Illustration|Graphic|Credit|Photo credit|Image credit"
    r"|File photo|Source of image)s?(?: credit| courtesy| source)?\s*:\s*[^.]{2,80}"
    r"|(?:Photo(?:graph)?|Image|Picture|Illustration)s? (?:by|courtesy(?: of)?) [A-Z][^.]{2,60}"
    r"|[\w.]+ [\w.-]+/(?:AP|AFP|EPA|Reuters|Getty|Xinhua|TASS|picture|NurPhoto|Anadolu)[\w /-]*"
    r"|\[(?:File|Photo|Image)[^\]]{0,80}\])\W*$"
)
"""How a caption ends: with who made the picture."""

COMMENTS = _lines(
    r"leave a (?:reply|comment|response)(?: cancel reply)?",
    r"(?:\d+ |no )?(?:comments?|responses|replies|thoughts?)(?: (?:on|to) .{2,200})?(?: \(\d+\))?"
    r"(?: (?:are )?(?:closed|off|disabled))?",
    r"join the (?:conversation|discussion)|what do you think",
)
"""The heading above readers' comments."""

LINK_SEPARATOR = re.compile(r"\s*[|•·»›]\s*|\t+|\s{3,}")
"""What stands between the links of a navigation bar."""

BIOGRAPHY = re.compile(
    r"(?:about the (?:author|writer)"
    r"|the (?:author|writer|columnist|contributor|reporter|correspondent) "
    r"(?:is|was|has|can|tweets|writes|works|teaches|covers|holds))\b",
    re.IGNORECASE,
)
"""How a biography begins that does not name its author."""

BIOGRAPHY_VERB = re.compile(
    r"\b(?:is|was|has|holds|writes|covers|works|worked|reports|teaches|tweets|serves|journalist"
    r"|reporter|correspondent|editor|analyst|researcher|based)\b",
    re.IGNORECASE,
)
"""What a biography says of the author it begins with."""

WEB_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]"
    r"|\bwww\.[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]"
    r"|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
"""An address of the web or of electronic mail; its letters are not words of the article."""
