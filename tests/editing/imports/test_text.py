"""The outline comes in as its eight drafts, with nothing lost: compared with the cases of the seeds, line by line."""

import time
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlmodel import select

from catalogue.domain.errors import Conflict, Forbidden, Invalid
from catalogue.domain.paper import Paper, read
from catalogue.domain.roles import Role
from catalogue.editing.drafts import MOST_DRAFTS
from catalogue.editing.imports.text import acts as text
from catalogue.editing.imports.text.choices import CaseChoice, Choices
from catalogue.intake import workshop
from catalogue.models import AuditRecord, Draft, Import
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.form import document_of
from tests.conftest import kit_of
from tests.editing.imports.papers import (
    FACTS,
    as_slides,
    as_word,
    bring,
    decide,
    judged_now,
    outline,
    take,
)
from tests.editing.loading import count, looking
from tests.editing.reviewing import actor, editor

# In the order of the outline.
SLUGS = (
    "sakai-jidounten-drone",
    "aizuwakamatsu-smartcity-aict",
    "niihama-dx-suishin-lab",
    "ota-digital-juhatchu-nakamamawashi",
    "higashiomi-community-business-sib",
    "kawasaki-chizai-matching",
    "nagoya-endoji-online-shotengai",
    "kiryu-cocotomo",
)
SAME = ("title", "theme", "category", "municipality")
ONE = "# 他地域の事例① まち\n## 【ICT活用】試験広場の再生（茨城県境町）\n- 町は、広場を直した。\n"


def seeds(app: Flask) -> list[dict[str, Any]]:
    folder = kit_of(app).settings.seeds / "cases"
    return [yaml.safe_load((folder / f"{slug}.yaml").read_text(encoding="utf-8")) for slug in SLUGS]


def documents(app: Flask, paper: str | Paper) -> list[dict[str, Any]]:
    """What the form of each draft reads as."""
    who = editor(app)
    return [document_of(CASE_INPUTS, form) for form in take(app, who, bring(app, who, paper))]


def is_as_in_the_seeds(app: Flask, drafts: list[dict[str, Any]]) -> None:
    """Titles, places, themes, categories, captions and the table are those of the seeds. Everything else the seeds word
    in another way on purpose: they are written from many sources, a draft holds the outline's own sentences."""
    kept = seeds(app)
    assert [[each[name] for name in SAME] for each in drafts] == [
        [each[name] for name in SAME] for each in kept
    ]
    captions = [each["figures"][0]["outline_caption"] for each in kept]
    assert [each["notes"] for each in drafts] == [
        f"図の説明：{caption}（画像は、保存したあとに加えます）" for caption in captions
    ]
    names = ("title", "columns", "rows")
    (table,) = kept[4]["tables"]
    assert [[row[name] for name in names] for row in drafts[4]["tables"]] == [[table[name] for name in names]]
    assert not any(each.get("tables") for at, each in enumerate(drafts) if at != 4)


def test_the_outline_gives_eight_drafts_as_the_seeds_have_them(own_app: Flask) -> None:
    drafts = documents(own_app, outline())
    is_as_in_the_seeds(own_app, drafts)
    assert count(own_app, Draft) == 8


def test_each_sentence_of_the_outline_stands_in_a_draft_and_cites_it(own_app: Flask) -> None:
    drafts = documents(own_app, outline())
    said = [row["text"] for each in drafts for row in (each["summary"], *each.get("activities", ()))]
    bullets = [
        line.lstrip("- ").strip() for line in outline().splitlines()[143:] if line.lstrip().startswith("- ")
    ]
    assert said == bullets
    cited = [row["sources"] for each in drafts for row in (each["summary"], *each.get("activities", ()))]
    assert cited == [["s1"]] * 24
    assert all(each["sources"] == [{"key": "s1", **FACTS}] for each in drafts)


def test_no_letter_of_the_case_pages_is_lost(own_app: Flask) -> None:
    """Each letter from the first 【 on is in a draft, but for marks, headings of themes and what stands for a code."""
    shown = judged_now(own_app, bring(own_app, editor(own_app), outline()))
    drafts = documents(own_app, outline())
    for case, draft in zip(shown.cases, drafts, strict=True):
        held = str(draft)
        for piece in case.found.pieces[1:]:
            text_of_it = piece.text.removeprefix("図. ")
            assert all(cell in held for cell in piece.cells or (text_of_it,)), piece


def test_what_the_paper_does_not_say_stays_open(own_app: Flask) -> None:
    (draft,) = documents(own_app, ONE)
    assert draft["status"] == "unknown"
    assert "keywords" not in draft
    assert "outcomes" not in draft
    assert draft["checked"]["how"] == "出典を読んで登録（先方には未確認）"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kosshi.docx", as_word(outline())),
        ("kosshi.pptx", as_slides(outline())),
        ("kosshi.txt", outline().replace("\n", "\r\n").encode("cp932", "replace")),
        ("kosshi.md", outline().encode("utf-8-sig")),
    ],
    ids=["docx", "pptx", "txt", "md"],
)
def test_every_kind_of_file_gives_the_same_eight(own_app: Flask, name: str, data: bytes) -> None:
    is_as_in_the_seeds(own_app, documents(own_app, workshop.paper(data, name)))


def test_so_does_text_in_full_width(own_app: Flask) -> None:
    wide = outline().translate({ord(narrow): wide for narrow, wide in zip("()", "（）", strict=True)})
    wide = wide.replace("# ", "＃ ").replace("##", "＃＃")
    drafts = documents(own_app, wide)
    assert [each["title"] for each in drafts] == [each["title"] for each in seeds(own_app)]
    assert [each["municipality"] for each in drafts] == [each["municipality"] for each in seeds(own_app)]


def test_so_does_text_copied_from_pages_with_their_numbers(own_app: Flask) -> None:
    lines = enumerate(outline().split("\n"), start=1)
    paged = [f"{line}\n- {number // 25} -\n\f" if number % 25 == 0 else line for number, line in lines]
    is_as_in_the_seeds(own_app, documents(own_app, "\n".join(paged)))


def test_a_sentence_goes_on_over_the_number_of_a_page(own_app: Flask) -> None:
    cut = "- 町は、広場を直して、毎週末に試験市を開き、多くの人が\n- 12 -\n来るようになった。\n"
    (draft,) = documents(own_app, ONE.replace("- 町は、広場を直した。\n", cut))
    said = "町は、広場を直して、毎週末に試験市を開き、多くの人が来るようになった。"
    assert draft["summary"]["text"] == said
    assert "12" not in draft["notes"]


def test_a_label_before_a_sentence_names_its_field_and_is_no_part_of_it(own_app: Flask) -> None:
    lines = "- 概要：町は、試験広場を直した。\n○成果：人が増えた。\n参考：町の資料\n"
    (draft,) = documents(own_app, ONE.replace("- 町は、広場を直した。\n", lines))
    assert draft["summary"]["text"] == "町は、試験広場を直した。"
    assert [each["value"] for each in draft["outcomes"]] == ["人が増えた。"]
    assert "参考：町の資料" in draft["notes"]


def test_a_theme_the_catalogue_does_not_have_is_offered_with_near_ones(own_app: Flask) -> None:
    brought = bring(own_app, editor(own_app), ONE.replace("ICT活用", "ＩＣＴの活用"))
    (case,) = judged_now(own_app, brought).cases
    assert case.category == ""
    assert (
        case.filed.reason == "テーマ「まち」は、このカタログにありません。分類「ＩＣＴの活用」もありません。"
    )
    assert case.filed.near[0] == ("smart-city/ict", "スマートシティ ／ ICT活用")


def test_what_was_not_filed_is_told_in_the_memo(own_app: Flask) -> None:
    (draft,) = documents(own_app, ONE)
    assert "category" not in draft
    assert draft["notes"] == (
        "資料では「他地域の事例① まち【ICT活用】」に載っています（テーマと分類を選んでください）。"
    )


def test_a_category_alone_is_enough_where_no_theme_is_printed(own_app: Flask) -> None:
    (draft,) = documents(own_app, ONE.replace("他地域の事例① まち", "先進事例"))
    assert (draft["theme"], draft["category"]) == ("smart-city", "ict")


def test_places_are_looked_up_and_doubted(own_app: Flask) -> None:
    who = editor(own_app)

    def told(place: str) -> list[str]:
        shown = judged_now(own_app, bring(own_app, who, ONE.replace("茨城県境町", place)))
        return [
            each.text
            for each in shown.oddities
            if "試験広場の再生" in each.text and "テーマ" not in each.text
        ]

    assert told("茨城県境町") == []
    assert told("茨城県猿島郡境町") == []
    assert told("境町") == []
    assert "都道府県（福島県）と合いません" in told("福島県境町")[0]
    assert "いくつかあります" in told("府中市")[0]
    assert "見つかりません" in told("茨城県堺町村")[0]


def test_several_places_are_the_leading_one_and_the_others(own_app: Flask) -> None:
    (draft,) = documents(own_app, ONE.replace("茨城県境町", "福井県鯖江市、越前市、どこかの町"))
    assert draft["municipality"] == "182079"
    assert draft["other_municipalities"] == ["182095"]


def test_a_case_that_is_there_already_is_told(own_app: Flask) -> None:
    shown = judged_now(own_app, bring(own_app, editor(own_app), outline()))
    assert [[each.slug for each in case.alike] for case in shown.cases] == [[slug] for slug in SLUGS]
    assert any(each.text.startswith("8件とも、すでにある事例と似ています。") for each in shown.oddities)


def test_what_is_decided_line_by_line_is_what_comes_of_it(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(
        own_app,
        who,
        f"{ONE}- 2020年11月に始めた。\n- 来た人は3%増えた。\n- 要らない。\n図. 広場\n団体\t額\n甲\t一",
    )
    choice = CaseChoice(
        title="広場",
        category="dx/dx-use",
        municipality="群馬県桐生市",
        lines={4: "events", 5: "outcomes", 6: "skip", 7: "join"},
        tables={8: "notes"},
    )
    decide(own_app, who, brought, lambda now: replace(now, cases={2: choice}))
    (form,) = take(own_app, who, brought)
    draft = document_of(CASE_INPUTS, form)
    assert [draft[name] for name in SAME] == ["広場", "dx", "dx-use", "102032"]
    assert draft["events"] == [{"date": "2020-11", "text": "2020年11月に始めた。", "sources": ["s1"]}]
    assert draft["outcomes"] == [{"value": "来た人は3%増えた。", "sources": ["s1"]}]
    assert draft["notes"] == "団体｜額\n甲｜一"
    assert "tables" not in draft


def test_a_line_may_begin_a_case_and_a_heading_may_not(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(
        own_app, who, f"広場の物語\n- した。\n{ONE}## 【ICT活用】その中身（茨城県境町）\n- 細かく。"
    )
    decide(own_app, who, brought, lambda now: replace(now, starts=frozenset({1}), joined=frozenset({6})))
    assert [case.title for case in judged_now(own_app, brought).cases] == ["広場の物語", "試験広場の再生"]


def test_of_a_case_that_never_ends_all_lines_are_kept(own_app: Flask) -> None:
    (draft,) = documents(own_app, ONE + "".join(f"- その{number}をした。\n" for number in range(300)))
    assert len(draft["activities"]) == 99
    held = str(draft)
    assert all(f"その{number}をした。" in held for number in range(300))


def test_fifty_places_nobody_knows_are_judged_in_seconds(own_app: Flask) -> None:
    many = "# 他地域の事例① まち\n" + "".join(
        f"## 【ICT活用】試験{number}（茨城県堺町{number}村）\n- した。\n" for number in range(MOST_DRAFTS)
    )
    brought = bring(own_app, editor(own_app), many)
    began = time.perf_counter()
    shown = judged_now(own_app, brought)
    assert time.perf_counter() - began < 20
    assert not any(case.where.town.code for case in shown.cases)


def test_what_is_left_out_becomes_no_draft(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(own_app, who, outline())
    decide(own_app, who, brought, lambda now: replace(now, cases={144: CaseChoice(take=False)}))
    assert len(take(own_app, who, brought)) == 7


def test_lines_that_went_into_no_draft_can_be_looked_up_afterwards(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(
        own_app, who, "はじめに書いた行\n" + ONE + "## 【丙】丁（茨城県境町）\n- 取り込まない行。\n"
    )
    last = judged_now(own_app, brought).cases[-1].number
    decide(own_app, who, brought, lambda now: replace(now, cases={last: CaseChoice(take=False)}))
    made = take(own_app, who, brought)
    with own_app.app_context(), kit_of(own_app).readers() as session:
        found = session.get_one(Import, brought)
        assert found.result is not None
        left = [text for _, text in found.result["left"]]
    assert len(made) == 1
    assert (left[0], left[-1]) == ("はじめに書いた行", "- 取り込まない行。")


def test_nothing_is_made_where_there_is_no_room_for_all(own_app: Flask) -> None:
    who = editor(own_app)
    many = "# 他地域の事例① まち\n" + "".join(
        f"## 【ICT活用】試験{number}（茨城県境町）\n- した。\n" for number in range(MOST_DRAFTS - 4)
    )
    take(own_app, who, bring(own_app, who, many))
    other = actor(own_app, "betsu", Role.EDITOR)
    brought = bring(own_app, who, outline())
    with pytest.raises(Invalid, match="いま46件あるので、8件は加えられません（4件多すぎます）") as refused:
        take(own_app, who, brought)
    assert refused.value.message.endswith(
        "使わない書きかけを消すか、「取り込まない」事例を増やしてください。"
    )
    assert count(own_app, Draft) == MOST_DRAFTS - 4
    assert len(take(own_app, other, brought)) == 8


def test_it_is_taken_in_once(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(own_app, who, outline())
    take(own_app, who, brought)
    with pytest.raises(Conflict, match="もう取り込まれています"):
        take(own_app, who, brought)
    assert count(own_app, Draft) == 8


def test_nobody_decides_over_anothers_head(own_app: Flask) -> None:
    who = editor(own_app)
    brought = bring(own_app, who, ONE)
    decide(own_app, who, brought, lambda now: now)
    with (
        own_app.app_context(),
        kit_of(own_app).writers() as session,
        pytest.raises(Conflict, match="ほかの人"),
    ):
        text.decide(session, who, brought, 1, Choices(paper=FACTS))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "文章を貼り付けるか"),
        ("# 施策\n- 進める。", "事例が見つかりませんでした。"),
        (ONE + "あ" * text.MOST_LETTERS, "300,000文字まで"),
        (
            ONE + "## 【甲】乙（茨城県境町）\n- した。\n## 【丙】丁（茨城県境町）\n- した。\n" * 51,
            "事例が103件あります。一度に読み取れるのは50件までです。",
        ),
    ],
    ids=["nothing", "no case", "too long", "too many"],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(own_app: Flask, words: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        bring(own_app, editor(own_app), words)
    assert [problem.path for problem in refused.value.problems] == ["text"]
    assert count(own_app, Import) == 0


def test_the_paper_must_be_named(own_app: Flask) -> None:
    facts = {"title": " ", "publisher": "青梅市", "date": "いつか", "kind": "official"}
    with own_app.app_context(), kit_of(own_app).writers() as session, pytest.raises(Invalid) as refused:
        text.begin(session, editor(own_app), Paper(read(ONE)), facts)
    assert sorted(problem.path for problem in refused.value.problems) == ["date", "title"]


def test_who_may_not_write_brings_nothing(own_app: Flask) -> None:
    for role in (Role.MEMBER, Role.ADMINISTRATOR):
        with pytest.raises(Forbidden):
            bring(own_app, actor(own_app, "kyaku", role), ONE)


def test_it_leaves_its_trail(own_app: Flask) -> None:
    who = editor(own_app)
    take(own_app, who, bring(own_app, who, outline()))
    with looking(own_app) as session:
        acts = Counter(session.exec(select(AuditRecord.act)))
    assert acts == {"import-begun": 1, "text-imported": 1}
