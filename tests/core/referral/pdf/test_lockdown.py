"""A referral refers to nothing outside itself, whatever its text says."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.referral import fonts
from ce_tui.core.referral.pdf import pdf as drawing
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import answers, made, words


def lies(secret: Path) -> list[str]:
    url = secret.as_uri()
    return [
        f'<link rel="attachment" href="{url}">',
        f'<a rel="attachment" href="{url}">x</a>',
        f'<img src="{url}">',
        f'"><style>@import url({url});</style>',
        f"{{% include '{secret}' %}}",
        f"</text></svg><image href='{url}'/>",
    ]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text("the-made-up-secret", encoding="utf-8")
    return file


def test_a_lying_reference_never_embeds_a_file(secret: Path, renderer: Renderer) -> None:
    for lie in lies(secret):
        pdf = renderer.render(
            made(
                answers("red", notes=lie, placed_by=lie, child=Child(name=lie)),
                ref=lie,
                audit_head=lie,
                marking=lie,
            )
        )
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        assert list(reader.attachments) == ["referral.json"]
        assert "the-made-up-secret" not in words(pdf)
        assert all("/Annots" not in page for page in reader.pages)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://example.org/", "asset:../OFL.txt", "data:,x", "OFL.txt"]
)
def test_the_fetcher_gives_nothing_but_fonts(url: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError, match=r"^a referral refers to nothing outside itself$"):
        drawing._fetcher().fetch(url)


def test_a_font_that_is_gone_ends_the_drawing_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.urls import FatalURLFetchingError, fetch

    def gone(name: str) -> Path:
        raise FileNotFoundError(name)

    asset = f"asset:{fonts.BODY}"
    assert drawing._fetcher().fetch(asset).url == asset
    monkeypatch.setattr(drawing, "font_file", gone)
    with pytest.raises(FatalURLFetchingError, match=asset), fetch(drawing._fetcher(), asset):
        pass


def test_even_a_template_that_lies_gets_nothing(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fetcher holds by itself: HTML with the reference unescaped ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError

    lying = f'<html lang="en"><img src="{secret.as_uri()}"></html>'
    monkeypatch.setattr(drawing, "to_html", lambda _: (lying, ()))
    with pytest.raises(FatalURLFetchingError):
        drawing.render(made())
