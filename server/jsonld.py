"""What a page is about, for search engines: schema.org in a script element that no browser runs."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.queries.cases import CasePage
from cases.queries.replies import ReplyRow
from cases.vocabulary import Track


def of_reply(reply: ReplyRow, page: CasePage, address: str) -> Mapping[str, Any]:
    """A published reply as a Report that cites the submission it answers; it says no more than its page."""
    published = reply.published_on or reply.signed_on
    noun = "CPPCC proposal" if reply.track is Track.CPPCC else "NPC deputies' suggestion"
    known = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": reply.title,
        "url": address,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "author": _office(reply.unit),
        "publisher": _office(reply.unit),
        "reportNumber": reply.doc_no,
        "identifier": reply.index_no,
        "datePublished": published.isoformat() if published else None,
        "dateModified": reply.updated_at.isoformat(timespec="seconds"),
        "spatialCoverage": {"@type": "Place", "name": reply.place} if reply.place else None,
        "citation": _without_nothing(
            {
                "@type": "CreativeWork",
                "additionalType": noun,
                "name": reply.title,
                "identifier": reply.number,
                "isPartOf": reply.session,
                "author": [{"@type": "Person", "name": name} for name in page.submitters],
            }
        ),
    }
    return _without_nothing(known)


def of_list(place: str, files: Mapping[str, str], base: str) -> Mapping[str, Any]:
    """A public list as a Dataset with the files that hold the same rows. files: their addresses by media type."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "url": base + place,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "distribution": [_download(form, base + address) for form, address in files.items()],
    }


def of_datasets(told: Iterable[tuple[str, str, str]], years: Iterable[int], base: str) -> Mapping[str, Any]:
    """Open data as a catalogue of schema.org. told: noun, title and description of each list."""
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "url": f"{base}/api/",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "dataset": [
            {
                "@type": "Dataset",
                "name": title,
                "description": text,
                "url": f"{base}/api/#{noun}",
                "distribution": [
                    _download("application/json", f"{base}/api/v1/{noun}"),
                    _download("text/csv", f"{base}/api/v1/{noun}.csv"),
                ],
            }
            for noun, title, text in told
        ]
        + [
            {
                "@type": "Dataset",
                "temporalCoverage": str(year),
                "url": f"{base}/api/#yearly",
                "distribution": [_download("application/zip", f"{base}/api/v1/yearly/{year}.zip")],
            }
            for year in years
        ],
    }


def _download(form: str, place: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": form, "contentUrl": place}


def _office(name: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": name}


def _without_nothing(known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in known.items() if value not in (None, "", [])}
