"""A made-up outlet's articles: eight subjects, and what its template puts around them."""

from collections.abc import Sequence

from schemas.document import Block, BlockKind

ARTICLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Ferry pier at Orlu closed after storm",
        (
            "The ferry pier at Orlu was closed on Tuesday after waves tore planks from its northern end.",
            "Harbour master Dina Kolt said passengers would board at the fishing quay until the pier is repaired.",
            "The storm also sank two moored boats, but nobody on the quay was hurt, the harbour office said.",
        ),
    ),
    (
        "Teachers in Velmark vote for shorter week",
        (
            "Teachers at eleven schools in Velmark voted for a week of four longer school days.",
            "The union of teachers expects that fewer pupils will miss lessons on Fridays.",
            "Parents asked the schools who would look after younger pupils on the free day.",
        ),
    ),
    (
        "Orchards around Tesk lose half of their apples",
        (
            "Growers around Tesk lost about half of this year's apples to a late frost in April.",
            "The frost came when the orchards were in full bloom, grower Ivo Manel told us among his trees.",
            "Cider makers in the valley will buy apples from the coast, which makes each bottle dearer.",
        ),
    ),
    (
        "Museum shows maps that sailors drew by hand",
        (
            "The museum of navigation shows ninety maps that sailors drew by hand on long voyages.",
            "Curator Sel Ammar found most maps in a chest that a captain's family had kept for two centuries.",
            "Visitors may trace the voyages on a table of glass, and draw maps of their own.",
        ),
    ),
    (
        "Court frees driver in tunnel case",
        (
            "A court in Brenn freed the driver of the lorry that blocked the Karst tunnel for nine hours.",
            "Judges found that the brakes of the lorry had failed, and that the driver had warned his company.",
            "The company must now explain to the court why the lorry left the depot without new brakes.",
        ),
    ),
    (
        "Night trains to the south return in spring",
        (
            "Night trains will run again between Brenn and the southern coast from the end of March.",
            "The railway bought twenty sleeping cars, each with forty beds and a compartment for bicycles.",
            "Tickets for the first trains were sold within a day, a spokeswoman of the railway said.",
        ),
    ),
    (
        "Beavers dam the brook behind the hospital",
        (
            "Beavers have dammed the brook behind the hospital of Tesk, and its garden stands under water.",
            "Biologist Ane Holm counted five beavers at dusk, two of them born this summer.",
            "The hospital wants to lower the dam by a hand's breadth, so that the beavers can stay.",
        ),
    ),
    (
        "Bakers strike for a later start of work",
        (
            "Bakers in the capital went on strike for one night, and most shops had no bread on Thursday.",
            "They demand that ovens be lit at four in the morning, two hours later than today.",
            "Owners of bakeries fear that customers who start work early will buy bread elsewhere.",
        ),
    ),
)

HEAD = "Harbour Herald - independent since the great flood"
PROMPT = "Subscribe to our newsletter and receive the most important stories every morning in your mailbox."
TAIL = (
    "Did you spot a mistake? Mark the words and send them to the editors",
    "All rights reserved. Reproduction without written permission of the publisher is forbidden.",
)


def page_blocks(
    number: int, *, head: Sequence[str] = (HEAD,), tail: Sequence[str] = TAIL, extra: Sequence[str] = ()
) -> tuple[Block, ...]:
    """Return the blocks of the article of that number, `extra` paragraphs behind its own, furniture around it."""
    headline, body = ARTICLES[number]
    return blocks_of([*head, *body, *extra, *tail], headline=headline)


def blocks_of(lines: Sequence[str], *, headline: str) -> tuple[Block, ...]:
    """Return a headline and kept paragraphs as blocks of a page."""
    title = Block(kind=BlockKind.HEADLINE, text=headline, place="body/h1", rule="headline")
    paragraphs = (
        Block(kind=BlockKind.PARAGRAPH, text=line, place=f"body/div[1]/p[{at}]", rule="paragraph")
        for at, line in enumerate(lines, start=1)
    )
    return (title, *paragraphs)
