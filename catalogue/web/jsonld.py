"""A case in the words search engines share: schema.org, as JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

# What would end the script element or open another one; JSON allows each as an escape.
_UNSAFE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def of_case(page: Mapping[str, Any], address: str, site_name: str) -> str:
    """An ``Article`` about what a municipality did (https://schema.org/Article), safe inside a script element."""
    described = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": page["title"],
        "alternativeHeadline": page["subtitle"],
        "abstract": page["summary"]["text"],
        "inLanguage": "ja",
        "articleSection": page["theme"]["name"],
        "keywords": page["keywords"],
        "about": {
            "@type": "AdministrativeArea",
            "name": page["place"],
            "identifier": page["municipality"]["code"],
        },
        "citation": [_source(source) for source in page["sources"]],
        "isPartOf": {"@type": "WebSite", "name": site_name},
        "dateModified": page["checked"]["on"],
    }
    text = json.dumps({key: value for key, value in described.items() if value}, ensure_ascii=False)
    return text.translate(_UNSAFE)


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    described = {
        "@type": "CreativeWork",
        "name": source["title"],
        "publisher": {"@type": "Organization", "name": source["publisher"]},
        "url": source["url"],
        "datePublished": None if (source["date"] or "").startswith("FY") else source["date"],
    }
    return {key: value for key, value in described.items() if value}
