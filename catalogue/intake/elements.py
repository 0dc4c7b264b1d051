"""Elements of office files, named without their namespace: it is another one in the strict form of the standard."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_NO = {"0", "false", "off"}
_YES = {"1", "true", "on"}


def local(element: Element) -> str:
    """What an element is called."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    """What an attribute says, whatever namespace it is in; ``otherwise`` without it, or without the element."""
    if element is not None:
        for key, value in element.items():
            if key.rpartition("}")[2] == name:
                return value
    return otherwise


def named_part(element: Element, name: str = "id") -> str:
    """The identifier by which an element names another part; an ``id`` of its own is without a namespace."""
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")


def number(element: Element | None, name: str, otherwise: int = 0) -> int:
    """The whole number an attribute says. Raises ValueError where it is none."""
    said = attribute(element, name)
    return int(said) if said else otherwise


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path; nothing where it ends."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """All children of that name."""
    return (each for each in element if local(each) == name) if element is not None else iter(())


def is_true(said: str | None) -> bool:
    """Whether an attribute says yes."""
    return said in _YES


def is_on(element: Element | None) -> bool:
    """Whether a property is set: that it stands there is a yes, unless it says otherwise."""
    return element is not None and attribute(element, "val") not in _NO


def chosen(alternatives: Element) -> list[Element]:
    """What to read of a part that is written twice (ISO/IEC 29500-3, ``AlternateContent``): for new programs or old."""
    written = [each for each in alternatives if local(each) == "Choice"] or list(alternatives)
    return list(written[0]) if written else []


def shown(element: Element) -> Iterator[Element]:
    """The children of an element; of what is written twice, only those of one."""
    for each in element:
        if local(each) == "AlternateContent":
            for other in chosen(each):
                yield from shown(other) if local(other) == "AlternateContent" else [other]
        else:
            yield each
