"""The wording of page furniture in English, as regular expressions.

To teach the reader a new phrase, add it here and a line that has it to
``tests/data/furniture.csv``, with a sentence that resembles it and must stay. A phrase must fill
its whole line: "Share" alone is a button, "Share prices fell on Monday" is prose. Where a sentence
could begin with the same words ("Read: ...", "More in ..."), the phrase says what must follow.
"""

import re

__all__ = [
    "BIOGRAPHY",
    "BIOGRAPHY_OF",
    "BYLINE_WORDS",
    "COMMENTS",
    "CREDIT",
    "LINK_SEPARATOR",
    "SECOND_SENTENCE",
    "WEB_ADDRESS",
    "WHOLE_LINES",
]

_UNFINISHED = r"(?!.*\w[.!?][\"'”’)\]*_]*$)"
"""Ahead of a phrase: the line does not end as a sentence does."""

_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿ])"
_BIG = rf"(?:{_CAPITAL}|\d|[\"'“‘$#])"  # how a title begins
_THEN = rf"[:|»>][\s*_]*{_BIG}"
_NUMBERED = r"(?:\d{1,2}[.)]\s*)?"
_SITES = (
    r"\b(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|tumblr"
    r"|flipboard|threads|bluesky|mastodon|e-?mail|print|copy link|sms|google news|rss)\b"
)
# Groups that cannot be split in two ways: text from anywhere must not make a search endless.
_URL = r"(?>(?:https?://|www\.)\S+|[\w-]+\.com(?:/\w+)?)"
_HANDLES = rf"(?:[\s:,;|/&().]++(?:{_SITES}|and|or|at|@[\w.]++|{_URL}|page|channel|here))*+"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?"
    rf"\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
)
_TIME = (
    r"\d{1,2}(?:[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\s*[ap]\.?m\.?)"
    r"(?:,?\s+(?:gmt|utc|bst|ist|pkt|ce?s?t|[ecmp][sd]?t)\b(?:[+-]\d{1,2})?)?"
)
_READING_TIME = r"\d+[ -]?min(?:ute)?s? read"
_UPDATED = r"(?:(?:last |first )?(?:updated|published|posted|modified)(?: on| at)?:?\s*)"
_NAME = rf"{_CAPITAL}[\w.'’-]*"
_NAMES = rf"{_NAME}(?:\s+(?:de|van|von|der|al|bin|ul))*(?:\s+{_NAME}){{1,3}}"
_ROLES = (
    "staff senior special chief foreign political diplomatic defence defense security home affairs "
    "correspondent correspondents editor editors reporter reporters writer writers columnist "
    "analyst journalist service news for in of and the at from to with by"
)
_CREDITED = (  # what stands between the names of those who worked on a text or picture
    r"(?:(?:and|in|from|by|for|at|of|the|with|via|de|van|von|der|al|additional|reporting|writing"
    r"|editing|research|picture|alliance|dpa)\b|&)"
)
_PEOPLE = rf"(?:the )?{_CAPITAL}[\w.'’&-]*(?:[\s,;:/|()]+(?:{_CREDITED}|{_CAPITAL}[\w.'’&-]*))*"
_SIGN_UP = r"(?:sign up|subscribe|register)(?: here| now| today)?"
_PERIODICAL = (
    r"\b(?:newsletters?|e-?mails?|inbox|briefing|alerts?|updates?|podcasts?|youtube|digest"
    r"|tip sheet|playbook|top (?:\w+ )?stories)\b"
)


def _lines(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(alternatives)})\W*", re.IGNORECASE)


WHOLE_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "navigation",
        _lines(
            rf"(?:{_NUMBERED}skip to (?:[\w-]+ ){{0,4}}(?:content|menu|nav(?:igation)?|search"
            r"|footer|header|sidebar|sites?|links|article|page|comments)\s*)+",
            r"press esc to close",
            r"(?:top|bottom) of page",
            r"(?:back|return|scroll) to (?:the )?(?:top|home(?:page)?)",
            _UNFINISHED + r"(?:main |open |close |toggle )?(?:menu|navigation|search)(?: menu)?",
            _UNFINISHED + r"(?:(?:log|sign) ?(?:in|out|up)|register|my account|subscribe|donate)",
            r"home(?:\s*+[>»/|›]\s*+[\w&-]++(?: [\w&-]++)*+)++",
            r"(?:previous|next|older|newer) (?:post|article|story|page)s?(?:: .+)?",
            r"advertisement|sponsored(?: content)?|ad|story continues below(?: advertisement)?"
            r"|article continues (?:below|after).*",
            rf"listen to (?:this )?(?:article|story)(?: \d+.*)?|{_READING_TIME}",
            _UNFINISHED + r"(?:watch )?live(?: tv| updates| blog)?",
            r"(?:we|this site) uses? cookies.*|accept(?: all)? cookies|cookie (?:policy|settings)",
            r"privacy policy|terms (?:of (?:use|service)|and conditions)|contact us|about us",
        ),
    ),
    (
        "share or follow links",
        _lines(
            r"share(?: (?:this|on|via|the|to) ?(?:article|story|post|page|" + _SITES + r")?)*",
            rf"(?:share on |share via |share:? )?{_SITES}(?:[\s,|/·•]+(?:and )?{_SITES})+",
            _UNFINISHED
            + rf"(?:share|tweet|pin|post|e-?mail|print)(?:[\s,|/·•]+(?:share|tweet|pin|{_SITES}))*",
            r"read or share this (?:story|article)\b.{0,100}",
            r"\d[\d,.]*k? (?:shares?|views?|likes?|retweets?)",
            rf"follow .{{2,60}}? (?:on|at) (?:our )?(?:{_SITES}|{_URL}){_HANDLES}",
            r"follow @\w+",
            rf"join (?:us|our [\w ]{{2,30}}) on {_SITES}{_HANDLES}",
            rf"join our {_SITES}.{{0,60}}",
            r"write to .{2,80} at \S+@.{2,100}",
        ),
    ),
    (
        "newsletter or subscription",
        _lines(
            rf"(?:.{{0,80}}[:.!?]\s*)?{_SIGN_UP} (?:for|to|via)\b.{{0,80}}{_PERIODICAL}.{{0,80}}",
            rf"{_SIGN_UP} (?:for|to) our\b.{{0,100}}",
            r".{0,120}[:.!?]\s*(?:sign up|subscribe)(?: for)? (?:free|here|now|today)",
            r"get (?:the|our) (?:latest|best|daily|top) .{0,80}(?:inbox|e-?mail|newsletter).{0,30}",
            r".{0,60}(?:delivered|straight|directly) to your inbox.{0,60}",
            r"(?:(?:our|the|free|daily|weekly|morning|e-?mail) )*newsletters?(?: sign ?up)?",
            r"(?:to read (?:more|the full).{0,60}|please )(?:subscribe|log in).{0,60}",
        ),
    ),
    (
        "link to another story",
        _lines(
            rf"(?:read|watch|view)(?: more| also| next| now)?\s*{_THEN}.{{2,200}}",
            rf"(?:see|listen)(?: more| also| next| now)\s*{_THEN}.{{2,200}}",
            rf"{_UNFINISHED}(?:see|listen)\s*{_THEN}.{{2,200}}",
            r"(?:also|must|don['’]t)[ -](?:read|see|watch|miss)(?:\s*[:|»>].{0,200})?",
            r"don['’]t see the (?:graphic|video|map|chart)\b.{0,40}",
            r"(?:read|see|view|load|show) (?:more|next|full story|all)"
            r"(?: (?:on|about|from) .{1,80})?",
            _UNFINISHED
            + r"(?:related|recommended|trending|popular|recent|latest|more|other|top|further)"
            r"(?: (?:news|stories|articles|posts|reading|topics|coverage|headlines|videos|story))+"
            r"(?: (?:from|on|about|in) .{2,60})?(?: (?:see|view|show) (?:all|more))?",
            r"(?:send us|give us) (?:your )?feedback.{0,60}",
            r"(?:related|recommended|trending|editor['’]s picks?"
            rf"|most (?:read|viewed|popular|shared))(?:\s*(?::|{_THEN}.{{0,200}}))?",
            rf"more\s*{_THEN}.{{2,200}}",
            rf"{_UNFINISHED}more (?:from|on|in) (?:{_CAPITAL}|this (?:story|topic)|the author).*",
            r"you (?:may|might)(?: also)? (?:like|be interested in)(?: (?:this|these)\b.{0,40})?",
            r"(?:tags?|topics?|filed under|categories|category)\s*:.{0,200}",
            r"(?:slideshow|gallery) \(\d+ (?:image|photo|picture)s?\)",
            r"just watched .{2,200} must watch.{0,200}",
        ),
    ),
    (
        "comment form",
        _lines(
            r"your e-?mail address will not be (?:published|shared|shown).*",
            r"required fields are marked.*",
            r"save my name, e-?mail.*",
            r"(?:post|submit|add|write)(?: a| your)? comment|cancel reply",
            r"notify me of (?:new|follow-?up) .{0,60}",
            r"(?:name|e-?mail|website|comment)\s*\*",
        ),
    ),
    (
        "copyright notice",
        _lines(
            r"(?:©|\(c\)|copyright)[\W_]{0,4}(?:\(c\))?[\W_]{0,3}(?:19|20)\d\d\b.{0,150}",
            r"(?:©|copyright\s*(?:©|\(c\)|:))\s*.{2,150}",
            r"(?:.{0,100}\W)?(?-i:All|ALL) rights reserved(?:[.,;|].{0,60}| by .{2,60})?",
            r"this material may not be published.{0,150}",
        ),
    ),
    (
        "editing credit",
        _lines(
            rf"(?:edited|translated|compiled|fact-checked) by:? {_PEOPLE}",
            rf"(?:with )?(?:additional )?(?:reporting|writing|editing) (?:by|from) {_PEOPLE}",
            rf"with (?:research )?(?:assistance|help) (?:by|from) {_PEOPLE}",
            rf"contributing\s*: {_CAPITAL}.{{1,300}}",
            r"this (?:article|story) (?:was|has been|is) (?:first |originally )?"
            r"(?:published|adapted|translated|republished|edited|syndicated|updated)\b.{0,200}",
            r"this article is more than \d+ \w+ old",
            r".{0,80}contributed to this (?:report|story|article)",
        ),
    ),
    (
        "date line",
        _lines(
            rf"{_UPDATED}?(?:{_TIME}[\s,]*(?:on )?)?{_DATE}"
            rf"(?:[\s,|·•–—-]*(?:at\s+)?(?:{_TIME}|{_READING_TIME}))*",
            rf"{_UPDATED}{_TIME}",
        ),
    ),
    (
        "byline",
        # Case matters here: "by the end of the year" is no byline.
        re.compile(
            rf"{_UNFINISHED}\W*(?:(?:[Aa]nalysis )?[Bb]y|BY(?! THE)|[Ww]ritten by|[Aa]uthor:)\s+"
            rf"{_NAMES}(?:(?:,\s*|\s+and\s+|\s*&\s*){_NAMES})*"
            rf"(?:(?:\s*[,|–—-]\s*|\s+in\s+){_CAPITAL}[\w.'’-]*"
            rf"(?:[\s,]+(?:{_NAME}|(?:{_ROLES.replace(' ', '|')})\b))*)?"
            rf"(?:\s*(?i:{_DATE}))?\W*"
        ),
    ),
    (
        "caption or credit",
        _lines(
            r"(?:enlarge this image|toggle caption|hide caption)\b.{0,600}",
            r"media playback is unsupported on your device.{0,300}",
            rf"image (?:copyright|source|caption) {_CAPITAL}.{{2,400}}",
        ),
    ),
)
"""A reason, and what fills a whole line where it holds."""

_AGENCY = (
    r"(?:AP|AFP|EPA|PA|Reuters|Getty|Xinhua|TASS|picture|NurPhoto|Anadolu|Bloomberg|Shutterstock"
    r"|Al Jazeera)\b"
)
CREDIT = re.compile(
    r"(?:(?:Image|Photo(?:graph)?|Picture|Illustration|Graphic|Credit|Photo credit|Image credit"
    r"|File photo|Source of image)s?(?: credit| courtesy| source)?\s*:\s*"
    rf"(?:{_CAPITAL}|[@©(]|(?:handout|supplied|file|courtesy|via|screenshot)\b)"
    r"(?:[^.]|(?<=[ .][A-Z])\.){1,80}"
    rf"|(?:Photo(?:graph)?|Image|Picture|Illustration)s? (?:by|courtesy(?: of)?) {_PEOPLE}"
    rf"|{_CAPITAL}[\w.'’-]* [\w.'’-]+/(?:[\w .&-]{{1,40}}/)?{_AGENCY}"
    rf"(?:[\s/-]+(?:{_CAPITAL}[\w.]*|via|picture|alliance|photo|images|pool))*"
    rf"|\bREUTERS/{_PEOPLE}"
    r"|\((?:\w+ )?photo: [^()]{2,60}\)"
    rf"|\[ ?{_CAPITAL}[\w .'’-]+/[^\]]{{2,40}}\]"
    r"|\[(?:File|Photo|Image)[^\]]{0,80}\])\W*$"
)
"""How a caption ends: with who made the picture."""

COMMENTS = re.compile(
    r"[^\w\"“‘']*(?:leave a (?:reply|comment|response)(?: cancel reply)?"
    r"|comments(?: \(\d+\))?(?: (?:are )?(?:closed|off|disabled))?"
    r"|(?:\d+|no|one) (?:comments?|responses?|replies|thoughts?) (?:on|to) [\"“‘'].{2,200}"
    r"|(?:\d+ (?:comments?|responses?|replies)|no (?:comments|responses|replies)(?: yet)?)"
    r"|join the (?:conversation|discussion))[^\w.?\"'’]*[\"”’]?",
    re.IGNORECASE,
)
"""The heading above readers' comments."""

LINK_SEPARATOR = re.compile(r"\s*[|•·»›]\s*|\t+|\s{3,}")
"""What stands between the links of a navigation bar."""

SECOND_SENTENCE = re.compile(r"[a-z]{3}[.!][\"”’)]* [\"“‘(]?[A-Z]")
"""Where one sentence ends and another begins, in a line that cannot be a title then."""

BYLINE_WORDS = frozenset(_ROLES.split())
"""What may stand in a byline beside names."""

BIOGRAPHY = re.compile(
    r"\W*(?:about the (?:author|writer)\b"
    r"|the (?:author|writer|columnist|contributor) "
    r"(?:is (?:an?|the|currently|based|professor)|can be (?:reached|contacted)|tweets|writes"
    r"|works (?:as|at|for|in)|teaches|covers|holds)\b"
    r"|the (?:reporter|correspondent) (?:can be (?:reached|contacted)|tweets|is based)\b)",
    re.IGNORECASE,
)
"""How a biography begins that does not name its author."""

BIOGRAPHY_OF = re.compile(
    r"\W*(?:is|holds|writes|covers|works|reports|teaches|tweets|serves|studies|leads|can be)\b"
    r"|(?:[^\w'’-]+[\w'’-]+){0,5}[^\w'’-]+(?:journalist|reporter|correspondent|editor|analyst|researcher"
    r"|columnist|professor|fellow)\b",
    re.IGNORECASE,
)
"""How a biography goes on behind its author's name."""

WEB_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]"
    r"|\bwww\.[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+"
)
"""An address of the web or of electronic mail; its letters are not words of the article."""
