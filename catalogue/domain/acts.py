"""What the audit trail can say that somebody did. Each word has the Japanese a reader of the trail sees."""

from catalogue.domain.vocabulary import Named


class Act(Named):
    """One kind of act."""

    SIGNED_IN = "signed-in", "サインインした"
    SIGN_IN_REFUSED = "sign-in-refused", "サインインできなかった"
    SIGNED_OUT = "signed-out", "サインアウトした"
    STAFF_ADDED = "staff-added", "職員を加えた"
    STAFF_CHANGED = "staff-changed", "職員の役割や名前を変えた"
    PASSWORD_SET = "password-set", "パスワードを変えた"
    STAFF_CLOSED = "staff-closed", "職員の利用を止めた"
    STAFF_REOPENED = "staff-reopened", "職員の利用を再開した"
    HANDED_OVER = "handed-over", "引き継いだ"
    TRAIL_EXPORTED = "trail-exported", "操作の記録を書き出した"

    CASE_SAVED = "case-saved", "事例を保存した"
    DRAFT_DROPPED = "draft-dropped", "書きかけを消した"
    FIGURE_ADDED = "figure-added", "図を加えた"
    PICTURE_DESCRIBED = "picture-described", "画像台帳を直した"
    PICTURE_STOPPED = "picture-stopped", "画像の掲載を止めた"
    PICTURES_SWEPT = "pictures-swept", "使われていない画像を消した"
    SUBMITTED = "submitted", "提出した"
    TAKEN_BACK = "taken-back", "提出を取り戻した"
    RETURNED = "returned", "差し戻した"
    APPROVED = "approved", "承認して公開した"
    WITHDRAWN = "withdrawn", "公開を取り下げた"
    RESTORED = "restored", "前の版に戻した"
    COMMENTED = "commented", "コメントした"
    COMMENT_SETTLED = "comment-settled", "コメントを済みにした"

    LINK_ADDED = "link-added", "関連付けた"
    LINK_CHANGED = "link-changed", "関連付けを直した"
    LINK_REMOVED = "link-removed", "関連付けを外した"
    LINK_CARRIED = "link-carried", "関連付けを次の計画へ引き継いだ"

    PLAN_SAVED = "plan-saved", "計画を保存した"
    PLAN_PUBLISHED = "plan-published", "計画を公開した"
    THEMES_CHANGED = "themes-changed", "テーマ・分類を変えた"
    SYNONYMS_CHANGED = "synonyms-changed", "類義語を変えた"

    IMPORT_BEGUN = "import-begun", "取込みを始めた"
    IMPORT_DROPPED = "import-dropped", "取込みをやめた"
    CASES_IMPORTED = "cases-imported", "事例をまとめて取り込んだ"
    TEXT_IMPORTED = "text-imported", "計画の文章から書きかけを作った"
    PLAN_IMPORTED = "plan-imported", "計画の体系を取り込んだ"
    IMPORT_UNDONE = "import-undone", "取込みを取り消した"

    INQUIRY_MADE = "inquiry-made", "照会文を作った"
    INQUIRY_CHANGED = "inquiry-changed", "照会文を直した"
    INQUIRY_SENT = "inquiry-sent", "照会文を送った"
    INQUIRY_ANSWERED = "inquiry-answered", "照会の回答を記録した"
    INQUIRY_APPLIED = "inquiry-applied", "照会の回答を原稿に入れた"
    INQUIRY_DROPPED = "inquiry-dropped", "照会文を消した"

    SOURCES_CHECKED = "sources-checked", "出典のページを確かめた"
    SOURCE_READ = "source-read", "出典のページを読んだ日を記録した"

    REPORT_ANSWERED = "report-answered", "誤りの報告に対応した"
    UNFOUND_CLEARED = "unfound-cleared", "さがされて見つからなかった言葉を済みにした"
    LIST_KEPT = "list-kept", "リストを保存した"
    LIST_DROPPED = "list-dropped", "リストを消した"
    PACKET_MADE = "packet-made", "会議資料を作った"
    PACKET_DROPPED = "packet-dropped", "会議資料を消した"
    USE_NOTED = "use-noted", "事例を使った場所を記録した"
    USE_DROPPED = "use-dropped", "使った場所の記録を消した"
