"""Themes, categories and municipalities are meant by name; what the catalogue does not have is chosen, or made."""

import pytest
from flask import Flask

from catalogue.domain.errors import Invalid
from catalogue.editing import themes
from catalogue.editing.imports.cases import acts as cases
from catalogue.editing.imports.cases.judgement import UnknownName, Verdict
from catalogue.models import Category, Theme
from tests.editing.imports import sheets
from tests.editing.imports.sheets import brought, cell, decide, good, judged, rows_of, take_in
from tests.editing.loading import looking
from tests.editing.reviewing import approver, editor


def _filed(app: Flask, slug: str) -> tuple[str, str]:
    document = sheets.document(app, slug)
    return document["theme"], document["category"]


def _unknown(app: Flask, import_id: int) -> tuple[UnknownName, ...]:
    return judged(app, editor(app), import_id).unknown


@pytest.mark.parametrize(
    ("theme", "category", "filed"),
    [
        ("ＤＸ化", "企業ＤＸ推進", ("dx", "company-dx")),
        ("事例② DX化", "【企業 DX 推進】", ("dx", "company-dx")),
        ("dx", "company-dx", ("dx", "company-dx")),
        ("", "オープンファクトリー", ("local-brand", "open-factory")),
    ],
)
def test_a_name_is_known_however_it_is_written(
    own_app: Flask, theme: str, category: str, filed: tuple[str, str]
) -> None:
    who = editor(own_app)
    take_in(own_app, who, brought(own_app, who, good(テーマ=theme, 分類=category)))
    assert _filed(own_app, "sakai-1") == filed


def test_the_only_category_of_a_theme_need_not_be_written_but_is_told(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(テーマ="地域資源・ブランド", 分類=""))
    assert "オープンファクトリー" in rows_of(own_app, who, import_id)[0].cautions[0]
    take_in(own_app, who, import_id)
    assert _filed(own_app, "sakai-1") == ("local-brand", "open-factory")


def test_where_a_theme_has_several_categories_they_are_offered(own_app: Flask) -> None:
    who = editor(own_app)
    mistake = rows_of(own_app, who, brought(own_app, who, good(テーマ="DX化", 分類="")))[0].mistakes[0]
    assert (str(mistake.place), mistake.options) == (cell(0, "分類"), ("企業DX推進", "DX活用"))


def test_without_theme_and_category_both_are_asked_for(own_app: Flask) -> None:
    who = editor(own_app)
    row = rows_of(own_app, who, brought(own_app, who, good(テーマ="", 分類="")))[0]
    assert [str(each.place) for each in row.mistakes] == [cell(0, "テーマ"), cell(0, "分類")]


def test_an_unknown_theme_is_asked_about_once_however_many_rows_have_it(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(
        own_app,
        who,
        good(0, テーマ="商店街の活性化"),
        good(1, テーマ="商店街の 活性化"),
        good(2, テーマ="観光"),
    )
    street, tourism = _unknown(own_app, import_id)
    assert (street.typed, street.typed_theme, street.rows, street.chosen) == ("商店街の活性化", "", 2, None)
    assert street.near[0] == ("shopping-street", "商店街活性化")
    assert (tourism.typed, tourism.rows) == ("観光", 1)
    assert not judged(own_app, who, import_id).ready


def test_an_existing_theme_can_be_chosen_instead(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0, テーマ="商店街の活性化"))
    decide(own_app, who, import_id, names={_unknown(own_app, import_id)[0].key: "shopping-street"})
    assert judged(own_app, who, import_id).ready
    take_in(own_app, who, import_id)
    assert _filed(own_app, "sakai-1") == ("shopping-street", "community-hub")


def test_a_category_of_another_theme_is_offered_first(own_app: Flask) -> None:
    import_id = brought(own_app, editor(own_app), good(テーマ="DX化", 分類="交流拠点整備"))
    unknown = _unknown(own_app, import_id)[0]
    assert (unknown.typed, unknown.typed_theme) == ("交流拠点整備", "DX化")
    assert unknown.near[0] == ("shopping-street/community-hub", "商店街活性化 ／ 交流拠点整備")
    who = editor(own_app)
    decide(own_app, who, import_id, names={unknown.key: "shopping-street/community-hub"})
    take_in(own_app, who, import_id)
    assert _filed(own_app, "sakai-1") == ("shopping-street", "community-hub")


def test_whoever_may_approve_can_have_a_theme_made_with_its_categories(own_app: Flask) -> None:
    who = approver(own_app)
    rows = [
        good(0, テーマ="観光", 分類="体験プログラム"),
        good(1, テーマ="観光", 分類="体験プログラム"),
        good(2, テーマ="観光", 分類="広域観光"),
    ]
    import_id = brought(own_app, who, *rows)
    decide(own_app, who, import_id, names={_unknown(own_app, import_id)[0].key: "+"})
    judgement = judged(own_app, who, import_id)
    assert judgement.ready
    assert judgement.makes == (
        "テーマ「観光」",
        "分類「体験プログラム」（テーマ「観光」）",
        "分類「広域観光」（テーマ「観光」）",
    )
    assert cases.touches_the_public(judgement)
    result = take_in(own_app, who, import_id)
    assert [each["words"] for each in result["themes"]] == [*judgement.makes]
    with looking(own_app) as session:
        theme = session.get_one(Theme, "kanko")
        assert (theme.name, theme.number, theme.origin) == ("観光", None, "editorial")
        assert session.get_one(Category, "koikikanko").theme_slug == "kanko"
    assert _filed(own_app, "sakai-3") == ("kanko", "koikikanko")


def test_who_may_not_approve_can_prepare_it_for_somebody_who_may(own_app: Flask) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(0, テーマ="観光", 分類="体験プログラム"))
    decide(own_app, who, import_id, names={_unknown(own_app, import_id)[0].key: "+"})
    judgement = judged(own_app, who, import_id)
    assert judgement.needs_approval
    assert not judgement.ready
    with pytest.raises(Invalid, match="承認の役割"):
        take_in(own_app, who, import_id)
    assert judged(own_app, approver(own_app), import_id).ready
    take_in(own_app, approver(own_app), import_id)
    assert _filed(own_app, "sakai-1")[0] == "kanko"


def test_a_category_can_be_made_in_a_theme_that_is_there(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = brought(own_app, who, good(テーマ="DX化", 分類="オープンデータ"))
    unknown = _unknown(own_app, import_id)[0]
    decide(own_app, who, import_id, names={unknown.key: "+"})
    take_in(own_app, who, import_id)
    theme, category = _filed(own_app, "sakai-1")
    assert theme == "dx"
    with looking(own_app) as session:
        assert session.get_one(Category, category).name == "オープンデータ"


def test_a_new_theme_asks_about_a_category_that_is_there_under_another_one(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = brought(own_app, who, good(テーマ="観光", 分類="交流拠点整備"))
    decide(own_app, who, import_id, names={_unknown(own_app, import_id)[0].key: "+"})
    theme, category = _unknown(own_app, import_id)
    assert (theme.chosen, category.chosen) == ("+", None)
    assert category.near[0][0] == "shopping-street/community-hub"


def test_a_decision_can_be_taken_back(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = brought(own_app, who, good(テーマ="観光", 分類="体験プログラム"))
    key = _unknown(own_app, import_id)[0].key
    decide(own_app, who, import_id, names={key: "+"})
    decide(own_app, who, import_id, names={key: None})
    assert _unknown(own_app, import_id)[0].chosen is None


def test_a_name_that_cannot_be_a_theme_is_told_before_it_is_taken_in(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = brought(own_app, who, good(テーマ="観" * 200, 分類="体験プログラム"))
    decide(own_app, who, import_id, names={_unknown(own_app, import_id)[0].key: "+"})
    judgement = judged(own_app, who, import_id)
    assert not judgement.ready
    assert "100文字まで" in judgement.mistakes[0].reason


def test_a_theme_that_somebody_else_made_meanwhile_is_found_and_not_made_twice(own_app: Flask) -> None:
    who = approver(own_app)
    first = brought(own_app, who, good(0, テーマ="観光", 分類="体験プログラム"))
    second = brought(own_app, who, good(1, テーマ="観光", 分類="体験プログラム"))
    key = _unknown(own_app, first)[0].key
    decide(own_app, who, first, names={key: "+"})
    decide(own_app, who, second, names={key: "+"})
    take_in(own_app, who, first)
    judgement = judged(own_app, who, second)
    assert not judgement.makes
    take_in(own_app, who, second)
    assert _filed(own_app, "sakai-2") == _filed(own_app, "sakai-1")
    with looking(own_app) as session:
        names = [row["name"] for row in themes.current(session)[0]["themes"]]
    assert names.count("観光") == 1


@pytest.mark.parametrize(
    ("prefecture", "name", "place"),
    [
        ("茨城県", "境町", "茨城県境町"),
        ("", "茨城県境町", "茨城県境町"),
        ("茨城県", "茨城県境町", "茨城県境町"),
        ("茨城県", "猿島郡境町", "茨城県境町"),
        ("", "茨城県猿島郡境町", "茨城県境町"),
        ("茨城", "境", "茨城県境町"),
        ("東京都", "府中市", "東京都府中市"),
        ("", "085464", "茨城県境町"),
        ("", "85464", "茨城県境町"),
        ("", "08546", "茨城県境町"),
        ("群馬県", "群馬県", "群馬県"),
        ("大分県", "佐伯市", "大分県佐伯市"),
        ("富山県", "冨山市", "富山県富山市"),
        ("", "福島県會津若松市", "福島県会津若松市"),
    ],
)
def test_a_municipality_is_known_however_it_is_written(
    own_app: Flask, prefecture: str, name: str, place: str
) -> None:
    who = editor(own_app)
    row = rows_of(own_app, who, brought(own_app, who, good(都道府県=prefecture, 市区町村=name)))[0]
    assert row.where == place
    assert row.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("prefecture", "cautions"),
    [
        ("茨木県", ("都道府県「茨木県」は見つかりません。市区町村の名前から、茨城県境町とします。",)),
        ("茨城県", ()),
        ("茨城県猿島郡", ()),
        ("", ()),
    ],
)
def test_a_prefecture_nobody_has_beside_a_name_only_one_place_has_is_told(
    own_app: Flask, prefecture: str, cautions: tuple[str, ...]
) -> None:
    who = editor(own_app)
    row = rows_of(own_app, who, brought(own_app, who, good(都道府県=prefecture)))[0]
    assert (row.where, row.cautions) == ("茨城県境町", cautions)


@pytest.mark.parametrize(
    ("prefecture", "name", "options"),
    [
        ("", "府中市", ("東京都府中市", "広島県府中市")),
        ("茨城県", "", ("茨城県",)),
        ("茨城県", "桐生市", ("群馬県桐生市",)),
    ],
)
def test_a_municipality_that_is_not_certain_is_asked_about(
    own_app: Flask, prefecture: str, name: str, options: tuple[str, ...]
) -> None:
    who = editor(own_app)
    import_id = brought(own_app, who, good(都道府県=prefecture, 市区町村=name))
    mistake = rows_of(own_app, who, import_id)[0].mistakes[0]
    assert str(mistake.place) == cell(0, "市区町村")
    assert set(options) <= set(mistake.options)
    mended = {cell(0, "市区町村"): mistake.options[0], cell(0, "都道府県"): ""}
    decide(own_app, who, import_id, cells=mended)
    assert rows_of(own_app, who, import_id)[0].where == mistake.options[0]


def test_those_that_took_part_are_looked_up_too(own_app: Flask) -> None:
    who = editor(own_app)
    headings = (*sheets.HEADINGS, "共同で取り組む自治体")
    import_id = brought(own_app, who, good(共同で取り組む自治体="五霞町、東京都府中市"), headings=headings)
    take_in(own_app, who, import_id)
    assert sheets.document(own_app, "sakai-1")["other_municipalities"] == ["085421", "132063"]
    import_id = brought(
        own_app, who, good(1, 共同で取り組む自治体="五霞町、どこにもない町"), headings=headings
    )
    mistake = rows_of(own_app, who, import_id)[0].mistakes[0]
    assert str(mistake.place) == cell(0, "共同で取り組む自治体", headings)
    assert "どこにもない町" in mistake.reason
