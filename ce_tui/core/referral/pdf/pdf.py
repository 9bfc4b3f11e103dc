"""A referral as PDF: HTML through WeasyPrint 70, as PDF/A-3a and PDF/UA-1 in one file.

Heavy imports: call it from the rendering process only (`worker`). Nothing but the bundled style sheet and fonts
can be fetched; the only time in the file is the referral's own, so the same referral gives the same bytes.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf

from ce_tui.core.referral import fonts
from ce_tui.core.referral.content.shapes import Referral
from ce_tui.core.referral.pdf.finish import claim_both, finish
from ce_tui.core.referral.pdf.glyph_text import mend_glyph_text
from ce_tui.core.referral.pdf.html import FAMILY, to_html
from ce_tui.core.referral.unavailable import PdfUnavailable, without_library_search
from ce_tui.resources import STYLES

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

ATTACHMENT = "referral.json"
VARIANT = "pdf/a-3a"
_DOUBTFUL_END = re.compile(rb"(?<!\?>)[\r\n]\nendstream")  # XMP, kept as text, may end like a line


def render(referral: Referral) -> bytes:
    """The PDF, unencrypted. Raises PdfUnavailable where Pango is missing."""
    weasyprint = _weasyprint()
    markup, needed = to_html(referral)
    style, configuration = _style(needed)
    html = weasyprint.HTML(string=markup, url_fetcher=_fetcher())
    document = html.render(font_config=configuration, stylesheets=[style])
    claim_both(document)
    written = document.write_pdf(pdf_variant=VARIANT, finisher=_finish, attachments=_attachments(referral))
    return _settle(written)


def _finish(document: Any, pdf: Any) -> None:
    finish(document, pdf)
    mend_glyph_text(pdf)


def _attachments(referral: Referral) -> list[Any]:
    if not referral.attachment:
        return []
    at = datetime.fromisoformat(referral.written)
    return [
        _weasyprint().Attachment(
            string=referral.attachment,
            name=ATTACHMENT,
            description=referral.attachment_about,
            relationship="Data",
            created=at,
            modified=at,
        )
    ]


def _settle(written: bytes) -> bytes:
    """Save once more: an identifier made of the content, and XMP that PDF/A readers can find.

    A compressed stream that happens to end like a line, before the line's end that ends every stream, makes its
    length doubtful (PDF/A-3, 6.1.7.1). Where there is one, the streams are kept uncompressed.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        pdf.save(out, deterministic_id=True)
        if _DOUBTFUL_END.search(out.getbuffer()):
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    item.write(item.read_bytes().rstrip(b"\r\n") if _is_text(item) else item.read_bytes())
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def _is_text(stream: Any) -> bool:
    """Whether a stream holds lines of text, whose last line's end means nothing. Fonts and files do not."""
    return "/Length1" not in stream and stream.get("/Type") != "/EmbeddedFile"


@cache
def _weasyprint() -> Any:
    with without_library_search():
        try:
            import weasyprint
        except OSError as error:
            raise PdfUnavailable() from error
    return weasyprint


@cache
def _fetcher() -> Any:
    """Gives out the bundled fonts by name, and refuses everything else, files of this machine above all."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    allowed = {f"asset:{name}": name for name in (*fonts.coverage(), fonts.BOLD)}

    class OnlyAssets(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in allowed:
                raise FatalURLFetchingError("a referral refers to nothing outside itself")
            return URLFetcherResponse(url, fonts.font_file(allowed[url]).read_bytes())

    return OnlyAssets(fail_on_errors=True)


@cache
def _style(fallbacks: tuple[str, ...]) -> tuple[CSS, FontConfiguration]:
    """The style sheet with the fonts that a document needs, parsed once for each set of fonts."""
    from weasyprint.text.fonts import FontConfiguration

    faces = [_face(FAMILY, fonts.BODY), _face(FAMILY, fonts.BOLD, weight=700)]
    faces += [_face(name, name) for name in fallbacks]
    families = ", ".join(f'"{name}"' for name in (FAMILY, *fallbacks))
    sheet = (STYLES / "referral.css").read_bytes().decode()
    css = "\n".join((*faces, f"html {{ font-family: {families}; }}", sheet))
    configuration = FontConfiguration()
    style = _weasyprint().CSS(string=css, font_config=configuration, url_fetcher=_fetcher())
    return style, configuration


def _face(family: str, file: str, weight: int = 400) -> str:
    return f'@font-face {{ font-family: "{family}"; src: url("asset:{file}"); font-weight: {weight}; }}'
