"""Which pictures a visitor may see: those a public case shows."""

from sqlmodel import Session, select

from catalogue.domain.errors import NotFound
from catalogue.models import Figure

NO_PICTURE = "お探しの図は見つかりませんでした。"


def require_public(session: Session, digest: str) -> None:
    """Raises NotFound unless a public figure uses the picture."""
    if session.exec(select(Figure.digest).where(Figure.digest == digest)).first() is None:
        raise NotFound(NO_PICTURE)
