from flask import Flask

from catalogue.exports.brief import (
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    Table,
    cell,
)
from catalogue.exports.cases.reference_pages import reference_page
from catalogue.exports.plain import text_of
from tests.exports.pages import all_pages

PICTURE = Picture(b"", 1, 1, "絵", Line("図. 仕組み", (2,)), "自作")


def test_a_section_reads_as_a_draft_has_it() -> None:
    section = Section(
        kicker="他地域の事例① スマートシティ",
        title="【ICT活用】題名（東京都青梅市）",
        blocks=(
            Bullets((Line("始めた。", (1, 3)), Line("費用", mark="未確認"))),
            Heading("成果"),
            Table(("指標", "値"), ((cell("来場者"), (Line("59人", (1,)), Line("概数"))),), "表の題名"),
            PICTURE,
            Sources(
                (Line("資料（市、令和8年）", (1,), url="https://example.org/"), Line("情報の確認日：きょう"))
            ),
        ),
        notes=("話す人だけの控え",),
    )
    assert text_of(section) == (
        "他地域の事例① スマートシティ\n"
        "【ICT活用】題名（東京都青梅市）\n"
        "\n"
        "・始めた。[1][3]\n"
        "・費用〔未確認〕\n"
        "\n"
        "■成果\n"
        "表の題名\n"
        "指標\t値\n"
        "来場者\t59人[1]／概数\n"
        "\n"
        "図. 仕組み[2]\n"
        "自作\n"
        "\n"
        "出典\n"
        "[1] 資料（市、令和8年）\n"
        "情報の確認日：きょう"
    )


def test_a_table_stays_one_whatever_its_cells_hold() -> None:
    rows = ((cell("一\t二\n三"), cell("")),)
    lines = text_of(Section("題", (Table(("甲", "乙"), rows),))).split("\n")
    assert lines[-2:] == ["甲\t乙", "一 二 三\t"]


def test_no_line_ends_in_blanks() -> None:
    section = Section("題 　", (Paragraphs((Line("一　 \n二 "),)), Bullets((Line("三　"),))))
    assert text_of(section) == "題\n\n一\n二\n\n・三"


def test_headings_without_anything_below_are_not_lost() -> None:
    assert text_of(Section("題", (Heading("一"), Heading("二")))) == "題\n\n■一\n\n■二"


def test_letters_no_file_holds_are_dropped() -> None:
    assert text_of(Section("題\x00\ufffe\ud800名", ())) == "題名"


def test_every_case_can_be_pasted_whole(app: Flask) -> None:
    for page in all_pages(app).values():
        text = text_of(reference_page(page, None, address="http://catalogue.example/"))
        told = [page["title"], page["summary"]["text"], *(row["text"] for row in page["activities"])]
        told += [f"{'／'.join(page['unknowns'])}〔未確認〕"]
        assert [words for words in told if words not in text] == []
        assert text == "\n".join(line.rstrip() for line in text.split("\n")).strip()
