"""Which pictures a visitor may see: those a public case shows, as long as their permission is in order."""

from datetime import date

from sqlmodel import Session, select

from catalogue.domain.errors import NotFound
from catalogue.domain.rights import days_left, in_order
from catalogue.models import Figure

NO_PICTURE = "お探しの図は見つかりませんでした。"


def require_public(session: Session, digest: str, today: date) -> int | None:
    """How many days the picture may still be seen, 0 on the last one; nothing where no end is known.

    Raises:
        NotFound: no public figure uses the picture and may do so today.
    """
    uses = session.exec(select(Figure.clearance, Figure.until).where(Figure.digest == digest))
    lasting = [
        days_left(clearance, until, today) for clearance, until in uses if in_order(clearance, until, today)
    ]
    if not lasting:
        raise NotFound(NO_PICTURE)
    # Every use of a picture has its permission from the register, so they end together.
    return lasting[0]
