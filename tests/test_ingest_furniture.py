"""What the pages of a host repeat: learned from all of them, dropped from each, real paragraphs kept."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from outlet import ARTICLES, HEAD, PROMPT, TAIL, blocks_of, page_blocks

from ingest.furniture import (
    RULE,
    RULE_PART,
    Furniture,
    apply_lines,
    cleaned,
    host_of,
    learn,
    learn_lines,
    page_of,
)
from ingest.furniture.page import content_words, key_of
from schemas.document import Block, BlockKind, text_of
from schemas.types import Address

BACKGROUND = "The pier failed in the storm of 14 March, and 31 passengers of the ferry drowned."


def learned(pages: Sequence[Sequence[Block]], addresses: Sequence[str] = ()) -> Furniture:
    """Return what the pages repeat; each has an address of its own unless some are given."""
    named = addresses or [f"https://herald.example/{number}" for number in range(len(pages))]
    return learn([page_of(blocks, address=address) for blocks, address in zip(pages, named, strict=True)])


def dropped(furniture: Furniture, blocks: Sequence[Block]) -> list[str]:
    """Return the lines that the rules drop from a page."""
    return [block.text for block in cleaned(furniture, blocks) if block.rule in (RULE, RULE_PART)]


def test_lines_that_all_pages_repeat_are_dropped() -> None:
    """What stands on every page of the host goes from the head and the tail, and the article stays."""
    pages = [page_blocks(number) for number in range(6)]
    furniture = learned(pages)
    assert {line.words for line in furniture.lines.values()} == {HEAD, *TAIL}
    for number, blocks in enumerate(pages):
        assert text_of(cleaned(furniture, blocks)) == "\n\n".join(ARTICLES[number][1])


def test_a_dropped_line_stays_in_the_list_with_its_rule() -> None:
    """Nothing is taken away in silence: the block is there, marked as dropped by the rule."""
    pages = [page_blocks(number) for number in range(6)]
    after = cleaned(learned(pages), pages[0])
    assert [block.text for block in after] == [block.text for block in pages[0]]
    assert [(block.text, block.kept) for block in after if block.rule == RULE] == [(HEAD, False)] + [
        (line, False) for line in TAIL
    ]


def test_it_says_on_how_many_pages_and_where() -> None:
    """Each line that was learned knows how many articles carry it, of how many, and where it stands."""
    pages = [page_blocks(number, tail=TAIL if number < 4 else ()) for number in range(7)]
    furniture = learned(pages)
    found = {line.words: (line.seen, line.where) for line in furniture.lines.values()}
    assert furniture.accounts == 7
    assert found == {HEAD: (7, "head"), TAIL[0]: (4, "tail"), TAIL[1]: (4, "tail")}


def test_four_pages_teach_nothing() -> None:
    """Fewer than five pages are too few to tell furniture by."""
    assert learned([page_blocks(number) for number in range(4)]) == Furniture()
    assert learned([page_blocks(number) for number in range(5)]).lines


def test_a_line_on_two_of_eight_pages_stays() -> None:
    """Two articles may say the same; that is not enough."""
    pages = [page_blocks(number, head=(), tail=TAIL[:1] if number < 2 else ()) for number in range(8)]
    assert not learned(pages).lines


def test_a_share_of_the_pages_is_asked_for() -> None:
    """Three of sixteen pages are less than a quarter: a line on them stays."""
    sixteen = [*(page_blocks(at, head=(), tail=()) for at in range(8)), *map(_unlike, range(8))]
    marked = [(*blocks, replace(blocks[-1], text=TAIL[0])) if at < 3 else blocks for at, blocks in enumerate(sixteen)]
    furniture = learned(marked)
    assert furniture.accounts == 16
    assert not furniture.lines


def _unlike(seed: int) -> tuple[Block, ...]:
    """Return a page that shares no word with any other: nonsense words of its own."""
    rng = random.Random(seed)  # noqa: S311  nonsense, not secrets
    words = ["".join(rng.choices("abdegiklmnoprstu", k=7)) for _ in range(30)]
    return blocks_of(
        [" ".join(words[at : at + 10]).capitalize() + "." for at in (0, 10, 20)], headline=" ".join(words[:3])
    )


@pytest.mark.parametrize(("share", "furniture_lines"), [(3, TAIL), (5, TAIL), (8, ())])
def test_the_background_of_a_running_story_stays(share: int, furniture_lines: tuple[str, ...]) -> None:
    """A paragraph that an outlet puts under each piece of a running story speaks of what the piece speaks of.

    Where it is a third of all pieces they may be one account as well: then nothing is learned.
    """
    pages = [_of_the_pier(number, with_background=number < share) for number in range(8)]
    furniture = learned(pages)
    assert {line.words for line in furniture.lines.values()} == set(furniture_lines)
    assert all(BACKGROUND not in dropped(furniture, blocks) for blocks in pages)


def _of_the_pier(number: int, *, with_background: bool) -> tuple[Block, ...]:
    """Return a piece of a running story about the pier."""
    angle = (
        "Divers searched the harbour at Orlu for a third day and found the anchor of the ferry.",
        "The owner of the ferry denied that its passengers had been warned about the pier too late.",
        "Engineers told parliament that worms had weakened the pier long before the storm broke.",
        "Families of passengers lit lanterns in the harbour and read the names of those who drowned.",
        "A judge ordered the port of Orlu to hand over every letter about repairs of the pier.",
        "Insurers will pay the families of the drowned before the inquiry into the ferry ends.",
        "A second pier along the coast was closed because inspectors found the same kind of worms.",
        "The minister for harbours resigned over the ferry, five weeks after the storm at Orlu.",
    )[number]
    more = (
        "They will dive again at low water on Friday, when the ferry lies less deep.",
        "The owner keeps two more ferries at Orlu, and both of them sail on.",
        "The worms eat wood below the water, so that a pier looks sound until a storm shakes it.",
        "The lanterns will burn beside the pier until the last of the passengers has been found.",
        "The letters may show whether the port knew that the pier was rotten.",
        "The sums are lower than those that a court gave after another ferry burned.",
        "Boats from that pier will leave from the market quay until spring, inspectors said.",
        "Opponents want to know why the harbours had no inspectors of piers for a year.",
    )[number]
    tail = (*((BACKGROUND,) if with_background else ()), *TAIL)
    return blocks_of([angle, more, *tail], headline=angle[:44])


def test_versions_of_one_account_count_once() -> None:
    """Six versions of one page repeat all its paragraphs; beside two other articles none of them is furniture."""
    versions = [page_blocks(0, extra=(f"The harbour office will speak again at {hour} o'clock.",)) for hour in "234567"]
    pages = [*versions, page_blocks(1), page_blocks(2)]
    addresses = ["https://herald.example/pier"] * 6 + ["https://herald.example/b", "https://herald.example/c"]
    furniture = learned(pages, addresses)
    assert furniture.accounts == 3
    assert not set(ARTICLES[0][1]) & {line.words for line in furniture.lines.values()}


def test_copies_and_reworks_at_other_addresses_count_once() -> None:
    """The same account at six addresses, each time with another ending and headline, keeps its paragraphs."""
    endings = ARTICLES[1][1] + ARTICLES[2][1]
    copies = [
        replace_headline(page_blocks(0, extra=(endings[at],)), f"Pier at Orlu, part {'abcdef'[at]}") for at in range(6)
    ]
    pages = [*copies, page_blocks(3), page_blocks(4), page_blocks(5)]
    furniture = learned(pages)
    assert furniture.accounts == 4
    assert not set(ARTICLES[0][1]) & {line.words for line in furniture.lines.values()}


def replace_headline(blocks: Sequence[Block], headline: str) -> tuple[Block, ...]:
    """Return a page with another headline."""
    return (replace(blocks[0], text=headline), *blocks[1:])


def test_pages_of_one_account_alone_lose_nothing() -> None:
    """Eight copies of one text, and nothing else of the host: whatever they share may be the article."""
    pages = [page_blocks(0) for _ in range(8)]
    furniture = learned(pages)
    assert all(cleaned(furniture, blocks) == blocks for blocks in pages)


def test_a_copied_table_under_other_headlines_stays() -> None:
    """Results without sentences, saved six times under the site's title: equal in nearly all lines, so one account."""
    table = [f"{a} {at} - {at + 2} {b}" for at, (a, b) in enumerate(zip("ABCDEFGH", "KLMNOPQR", strict=True))]
    pages = [blocks_of(table, headline="Harbour Herald") for _ in range(6)] + [page_blocks(at) for at in range(3)]
    furniture = learned(pages)
    assert cleaned(furniture, pages[0]) == pages[0]


def test_edited_copies_under_no_headline_lose_nothing() -> None:
    """Lines of a story cut, joined and prefixed in nine ways, as plain texts: what they share is the story."""
    story = [line for _, body in ARTICLES[:1] for line in body] + list(_MORE_OF_THE_PIER)
    texts = [
        "\n".join([f"Copy {letter * 5} of the wire", *story[at % 3 :], letter * 9])
        for at, letter in enumerate("abcdefghi")
    ]
    furniture = learn_lines(texts)
    assert [apply_lines(furniture, text) for text in texts] == texts


_MORE_OF_THE_PIER = (
    "Planks from the pier at Orlu washed ashore along the whole bay, and the harbour office asks finders to report.",
    "Passengers of the evening ferry waited on the quay until midnight before boats took them across.",
)


def test_a_prompt_between_the_paragraphs_is_dropped() -> None:
    """A sentence that asks for subscribers stands on every page between the paragraphs, foreign to all of them."""
    pages = [blocks_of([body[0], PROMPT, *body[1:]], headline=headline) for headline, body in ARTICLES]
    furniture = learned(pages)
    assert [(line.words, line.where) for line in furniture.lines.values()] == [(PROMPT, "between")]


def test_a_sentence_between_the_paragraphs_of_few_pages_stays() -> None:
    """Between an article's own paragraphs, a sentence must stand on half of the pages before it is dropped."""
    pages = [
        blocks_of([body[0], *([PROMPT] if at < 3 else []), *body[1:]], headline=headline)
        for at, (headline, body) in enumerate(ARTICLES)
    ]
    assert not learned(pages).lines


def test_the_questions_of_a_column_stay() -> None:
    """A column asks everybody the same; without its questions the answers mean nothing."""
    questions = ("Which book lies beside your bed?", "What did you cook last Sunday evening for friends?")
    pages = [
        blocks_of([body[0], questions[0], body[1], questions[1], body[2]], headline=headline)
        for headline, body in ARTICLES
    ]
    assert not learned(pages).lines


def test_a_recurring_heading_of_a_paragraph_that_stays_is_kept() -> None:
    """`Background` over a paragraph is the outlet's form; over nothing it goes."""
    heading = Block(kind=BlockKind.HEADING, text="Background", place="body/div[1]/h2", rule="heading")
    pages = [(*page_blocks(at, tail=())[:3], heading, *page_blocks(at, tail=())[3:]) for at in range(8)]
    furniture = learned(pages)
    assert key_of("Background") in furniture.lines
    assert heading in cleaned(furniture, pages[0])
    bare = [(*page_blocks(at, tail=()), heading) for at in range(8)]
    assert dropped(learned(bare), bare[0]) == [HEAD, "Background"]


def test_numbers_in_figures_are_taken_as_equal() -> None:
    """`17 comments` and `4 comments` are one line."""
    pages = [page_blocks(at, head=(), tail=(f"{at * 3} comments",)) for at in range(6)]
    assert [line.words for line in learned(pages).lines.values()] == ["0 comments"]


def test_an_article_is_never_emptied() -> None:
    """A page of nothing but furniture keeps its text: better too much than nothing."""
    pages = [page_blocks(at) for at in range(6)] + [blocks_of([HEAD, *TAIL], headline="Harbour Herald")]
    furniture = learned(pages)
    assert cleaned(furniture, pages[-1]) == pages[-1]


def test_a_list_that_changes_daily_goes_with_its_heading() -> None:
    """A part of the page half of whose lines repeat goes whole; a line in it that speaks of the article stays."""
    teasers = [headline for headline, _ in ARTICLES]

    def aside(at: int, *more: str) -> tuple[Block, ...]:
        lines = (
            "Most read today",
            teasers[(at + 1) % 8],
            teasers[(at + 2) % 8],
            f"Opinion {'abcdefgh'[at] * 5}",
            *more,
        )
        return tuple(
            Block(kind=BlockKind.PARAGRAPH, text=line, place=f"body/aside[1]/div[{number}]/p[1]", rule="paragraph")
            for number, line in enumerate(lines, start=1)
        )

    near = "Watch how the waves tore planks from the ferry pier at Orlu"
    pages = [(*page_blocks(at, head=(), tail=()), *aside(at, *([near] if at == 0 else []))) for at in range(8)]
    furniture = learned(pages)
    assert [line.words for line in furniture.lines.values()] == ["Most read today"]
    after = cleaned(furniture, pages[0])
    assert text_of(after) == "\n\n".join((*ARTICLES[0][1], near))
    assert [block.rule for block in after if not block.kept] == [RULE, RULE_PART, RULE_PART, RULE_PART]


def _apart(text: str, place: str = "body/form[1]/div[2]") -> Block:
    """Return a paragraph in another part of the page than the article."""
    return Block(kind=BlockKind.PARAGRAPH, text=text, place=place, rule="paragraph")


def test_a_foreign_sentence_apart_from_the_article_needs_two_pages() -> None:
    """Consent to be asked for, in a form of its own, on two of eight pages: it goes; on one page nobody can know."""
    consent = "I agree that the publisher processes my address in order to send offers of its partners."
    for number in (1, 2):
        pages = [(*page_blocks(at, head=(), tail=()), *([_apart(consent)] if at < number else [])) for at in range(8)]
        assert dropped(learned(pages), pages[0]) == ([consent] if number > 1 else [])


def test_a_sentence_in_the_article_s_own_column_needs_more_than_two_pages() -> None:
    """The same sentence among the paragraphs of two articles stays."""
    consent = "I agree that the publisher processes my address in order to send offers of its partners."
    pages = [page_blocks(at, head=(), tail=(), extra=(consent,) if at < 2 else ()) for at in range(8)]
    assert not dropped(learned(pages), pages[0])


def test_a_box_on_the_subject_stays_on_two_pages() -> None:
    """What two pieces say of their common subject in a box of its own is theirs."""
    box = _apart(
        "The pier failed in the storm of 14 March, and 31 passengers of the ferry drowned.", "body/aside[1]/p[1]"
    )
    pages = [(*_of_the_pier(at, with_background=False), *([box] if at < 2 else [])) for at in range(8)]
    assert box in cleaned(learned(pages), pages[0])


def test_a_pulled_quotation_under_a_recurring_label_stays() -> None:
    """`In their words` stands on every page over another quotation: one label does not make a list."""
    words = [f"{line.split()[-1].strip('.')} is all that I think of now" for _, (line, *_) in ARTICLES]
    pages = [
        (
            *page_blocks(at, head=(), tail=()),
            _apart("In their words", "body/div[2]/h4[1]"),
            _apart(words[at], "body/div[2]/p[1]"),
        )
        for at in range(8)
    ]
    assert dropped(learned(pages), pages[0]) == ["In their words"]


def test_a_box_with_one_recurring_label_stays() -> None:
    """A box of facts under a label that every page has: only the label repeats, so the facts stay."""

    def box(at: int) -> tuple[Block, ...]:
        lines = ("At a glance", *(f"{word} {'abcdefgh'[at] * 4}" for word in ("Oak", "Elm", "Ash")))
        return tuple(
            Block(kind=BlockKind.LIST_ITEM, text=line, place=f"body/section[1]/ul[1]/li[{number}]", rule="list-item")
            for number, line in enumerate(lines, start=1)
        )

    pages = [(*page_blocks(at, head=(), tail=()), *box(at)) for at in range(8)]
    assert dropped(learned(pages), pages[0]) == ["At a glance"]


def test_the_order_of_the_pages_does_not_matter() -> None:
    """Shuffled pages teach the same."""
    pages = [
        page_of(page_blocks(at % 8, extra=(BACKGROUND,)), address=f"https://herald.example/{at}") for at in range(12)
    ]
    first = learn(pages)
    for seed in range(5):
        random.Random(seed).shuffle(pages)  # noqa: S311  an order, not a secret
        assert learn(pages) == first


def test_plain_texts_are_treated_alike() -> None:
    """The lines of any extractor's texts are learned and dropped in the same way."""
    texts = ["\n".join((HEAD, *body, *TAIL)) for _, body in ARTICLES]
    furniture = learn_lines(texts)
    assert [apply_lines(furniture, text) for text in texts] == ["\n".join(body) for _, body in ARTICLES]
    assert apply_lines(Furniture(), texts[0]) == texts[0]


@pytest.mark.parametrize(
    ("address", "outlet", "host"),
    [
        ("https://www.herald.example/a", "Harbour Herald", "herald.example"),
        ("http://m.herald.example/a", None, "herald.example"),
        ("https://amp.www.herald.example:8080/a", None, "herald.example"),
        ("https://sport.herald.example/a", None, "sport.herald.example"),
        ("https://m.example/a", None, "m.example"),
        ("id:17", "Harbour  Herald", "outlet:harbour herald"),
        ("sha256:00", None, None),
    ],
)
def test_the_host_of_an_article(address: str, outlet: str | None, host: str | None) -> None:
    """One template, one host: the names in front that show the same pages fall away; a dump goes by its outlet."""
    assert host_of(Address(address), outlet) == host


def test_content_words_of_scripts_without_spaces() -> None:
    """Where no spaces part words, pairs of letters are compared; short words and lone numbers say nothing."""
    assert content_words("港口渡輪") == {"港口", "口渡", "渡輪"}
    assert content_words("12 of 30") == frozenset()
