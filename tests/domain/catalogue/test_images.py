"""Pictures of products: what is taken, what is refused and why, and what is known of one."""

from __future__ import annotations

import io
import multiprocessing
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import pack

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFilter, ImageOps

from domain.catalogue.images import darkroom as darkroom_module
from domain.catalogue.images import measures
from domain.catalogue.images.darkroom import Darkroom
from domain.catalogue.images.examining import (
    FILE_LIMIT,
    MEMORY_LIMIT,
    PIXEL_LIMIT,
    SLOW_FILE_LIMIT,
    examine,
    scale_of,
)
from domain.catalogue.images.picture import SAME_PICTURE, STORED_BYTES, Box, Sides
from domain.kernel import confined
from domain.kernel.refusals import WORDS, RefusedError
from domain.rulebook import rulebook
from tests.domain.catalogue.pictures import chunk, chunks, opened, page, png, product, saved, scene

RULES = rulebook("us").at(1_790_000_000)
SIDES = Sides(RULES.image_side_low, RULES.image_side_high)


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom(SIDES) as made:
        yield made


def refusal(taken, *arguments) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        taken(*arguments)
    return caught.value


def exif(orientation: int) -> Image.Exif:
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x010F] = "Somebody's camera"
    return said


# What is taken, and how it is kept


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_as_a_plain_jpeg_with_a_square_thumbnail(kind, darkroom) -> None:
    picture = darkroom.take(saved(product(), kind))

    stored, small = opened(picture.jpeg), opened(picture.thumbnail)
    assert (stored.format, stored.mode, stored.size) == ("JPEG", "RGB", (800, 600))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (160, 160))
    assert (picture.width, picture.height) == (800, 600)
    assert (picture.facts.width, picture.facts.height) == (800, 600)
    drawn = np.asarray(product(), dtype=int)
    assert np.abs(np.asarray(stored, dtype=int) - drawn).mean() < 2


def test_a_large_picture_is_scaled_down_and_a_small_one_never_up(darkroom) -> None:
    large = darkroom.take(saved(product(4_400, 2_200), "JPEG"))
    small = darkroom.take(saved(product(300, 310), "PNG"))

    assert (large.width, large.height) == (1_600, 800)
    assert (large.facts.width, large.facts.height) == (4_400, 2_200)
    assert (small.width, small.height) == (300, 310)


def test_a_picture_full_of_detail_is_stored_coarser(darkroom) -> None:
    noise = np.random.default_rng(1).integers(60, 200, (900, 900, 3), dtype=np.uint8)

    picture = darkroom.take(saved(Image.fromarray(noise), "PNG"))

    fine = saved(Image.fromarray(noise), "JPEG", quality=85, optimize=True)
    assert len(picture.jpeg) <= STORED_BYTES < len(fine)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(orientation, kind, darkroom) -> None:
    lying = saved(product(), kind, exif=exif(orientation))
    upright = ImageOps.exif_transpose(opened(lying))

    picture = darkroom.take(lying)

    assert (picture.width, picture.height) == upright.size
    assert (picture.facts.width, picture.facts.height) == upright.size
    found = np.asarray(opened(picture.jpeg), dtype=int)
    assert np.abs(found - np.asarray(upright.convert("RGB"), dtype=int)).mean() < 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_that_a_file_says_of_itself_is_kept(kind, darkroom) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    how = {
        "exif": exif(1),
        "icc_profile": profile,
        "comment": "Somebody's words",
        "dpi": (300, 300),
    }
    plain = darkroom.take(saved(product(), kind))

    picture = darkroom.take(saved(product(), kind, **how))

    for kept in (picture.jpeg, picture.thumbnail):
        assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"Somebody" not in kept
    assert picture.content_id == plain.content_id


def test_what_is_transparent_lies_on_white(darkroom) -> None:
    clear = Image.new("RGBA", (400, 400), (255, 0, 0, 0))
    clear.paste((0, 0, 200, 255), (100, 100, 300, 300))
    half = Image.new("LA", (400, 400), (0, 128))
    palette = clear.convert("P")
    palette.info["transparency"] = palette.getpixel((0, 0))
    for image, corner in ((clear, 255), (half, 127), (palette, 255)):
        stored = opened(darkroom.take(saved(image, "PNG")).jpeg)
        assert np.abs(np.asarray(stored.getpixel((5, 5))) - corner).max() <= 3


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_every_kind_of_colour_becomes_srgb(mode, darkroom) -> None:
    image = product().convert(mode)

    picture = darkroom.take(saved(image, "JPEG" if mode == "CMYK" else "PNG"))

    stored, expected = opened(picture.jpeg).reduce(10), image.convert("RGB").reduce(10)
    assert np.abs(np.asarray(stored, dtype=int) - np.asarray(expected, dtype=int)).mean() < 4


def test_sixteen_bits_of_grey_become_eight(darkroom) -> None:
    down = np.linspace(0, 65_535, 400 * 400).astype(np.uint16).reshape(400, 400)

    stored = opened(darkroom.take(saved(Image.fromarray(down), "PNG")).jpeg)

    assert np.abs(np.asarray(stored.convert("L"), dtype=int) - (down >> 8)).max() <= 4


def test_colours_of_a_profile_are_converted_and_a_broken_profile_counts_as_none(darkroom) -> None:
    grey = Image.new("RGB", (400, 400), (200, 120, 60))
    linear = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    swapped = linear.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")

    turned = opened(darkroom.take(saved(grey, "PNG", icc_profile=bytes(swapped))).jpeg)
    broken = opened(darkroom.take(saved(grey, "PNG", icc_profile=b"no profile")).jpeg)

    assert np.abs(np.asarray(turned.getpixel((9, 9))) - (60, 120, 200)).max() <= 4
    assert np.abs(np.asarray(broken.getpixel((9, 9))) - (200, 120, 60)).max() <= 4


def test_a_file_is_read_by_what_it_is_and_may_have_any_case_or_no_ending(
    darkroom, tmp_path
) -> None:
    for name, kind in (("a.JPG", "JPEG"), ("b.jpeg", "JPEG"), ("c.PNG", "PNG"), ("d", "WEBP")):
        path = tmp_path / name
        path.write_bytes(saved(product(), kind))
        assert darkroom.take(path).facts.width == 800


def test_further_pictures_behind_a_jpeg_are_left_out(darkroom) -> None:
    plain = saved(product(), "JPEG")
    phone = plain + plain + b"PK\3\4 a film of the moment"

    assert darkroom.take(phone).content_id == darkroom.take(plain).content_id


# Cutting out a square


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_square_is_cut_out_of_the_upright_picture(orientation, darkroom) -> None:
    lying = saved(product(), "PNG", exif=exif(orientation))
    upright = ImageOps.exif_transpose(opened(lying)).convert("RGB")
    box = Box(left=110, top=60, side=400)

    cut = darkroom.take(lying, box)

    assert (cut.width, cut.height, cut.facts.width, cut.facts.height) == (400,) * 4
    expected = np.asarray(upright.crop((110, 60, 510, 460)), dtype=int)
    assert np.abs(np.asarray(opened(cut.jpeg), dtype=int) - expected).mean() < 3


def test_a_square_of_the_original_has_more_detail_than_one_of_the_stored_picture(darkroom) -> None:
    original = saved(product(4_800, 4_800), "JPEG")
    stored = darkroom.take(original)

    assert darkroom.take(original, Box(600, 600, 1_500)).width == 1_500
    assert darkroom.crop(stored, Box(200, 200, 500)).width == 500


@pytest.mark.parametrize("box", [Box(401, 0, 400), Box(0, 201, 400), Box(-1, 0, 400)])
def test_a_square_that_reaches_beyond_the_picture_is_refused(box, darkroom) -> None:
    refused = refusal(darkroom.take, saved(product(), "PNG"), box)

    assert refused.refusal.code == "image-crop-outside"
    assert "800 × 600" in str(refused)


def test_a_square_smaller_than_a_side_may_be_is_refused(darkroom) -> None:
    refused = refusal(darkroom.take, saved(product(), "PNG"), Box(0, 0, 299))

    assert refused.refusal.code == "image-crop-too-small"


# What is refused, with the sentence


def test_a_side_below_the_platforms_least_is_refused_with_the_figures() -> None:
    with Darkroom(SIDES) as unused:
        refused = refusal(unused.take, saved(product(1_000, 299), "PNG"))

    assert str(refused) == (
        "The picture has 1000 × 299 pixels, and each side needs at least 300. Take a larger "
        "picture; enlarging this one would only blur it."
    )


def test_a_picture_too_narrow_once_it_is_scaled_down_is_refused(darkroom) -> None:
    narrow = refusal(darkroom.take, saved(product(4_300, 310), "PNG"))

    assert narrow.refusal.code == "image-too-narrow"
    assert darkroom.take(saved(product(4_300, 330), "PNG")).width == 1_600


def test_the_platforms_sides_come_from_the_rulebook() -> None:
    assert (SIDES.low, SIDES.high) == (300, 4_000)


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        (
            "shoe.png",
            "JPEG",
            "shoe.png is a JPEG picture, although its name ends in .png. Give it ",
        ),
        (
            "shoe.jpg",
            "WEBP",
            "shoe.jpg is a WebP picture, although its name ends in .jpg. Give it ",
        ),
        ("shoe.gif", "PNG", "shoe.gif is a PNG picture, although its name ends in .gif. Give it "),
    ],
)
def test_a_wrong_ending_is_refused_with_what_the_file_is(name, kind, sentence, tmp_path, darkroom):
    path = tmp_path / name
    path.write_bytes(saved(product(), kind))

    assert str(refusal(darkroom.take, path)).startswith(sentence)


def zipped() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("picture.png", "x")
    return into.getvalue()


OTHERS = {
    "a GIF": saved(product(), "GIF"),
    "a BMP picture": saved(product(), "BMP"),
    "a TIFF picture": saved(product(), "TIFF"),
    "an SVG drawing": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "a web page": b"\xef\xbb\xbf<!DOCTYPE html><html><img src=x onerror=alert(1)></html>",
    "a ZIP archive or an Office document": zipped(),
    "a PDF document": b"%PDF-1.7\n",
    "a HEIC picture": b"\0\0\0\x18ftypheic\0\0\0\0",
    "an AVIF picture": b"\0\0\0\x18ftypavif\0\0\0\0",
    "a program": b"MZ" + bytes(100),
    "nothing but zeros": bytes(10_000),
    "empty": b"",
    "something else": b"Dear supplier, here is the picture",
}


@pytest.mark.parametrize("found", OTHERS)
def test_what_is_no_picture_is_named(found, darkroom, tmp_path) -> None:
    path = tmp_path / "shoe.png"
    path.write_bytes(OTHERS[found])

    refused = refusal(darkroom.take, path)

    assert refused.refusal.code == "image-not-one"
    assert f"shoe.png is {found}, not a picture" in str(refused)


def frames(kind: str) -> bytes:
    return saved(product(), kind, save_all=True, append_images=[scene()], duration=100)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    said = b"".join(
        name + pack("<I", len(data)) + data + bytes(len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + pack("<I", len(said) + 4) + b"WEBP" + said


def webp_chunk(lossless: bool) -> tuple[bytes, bytes]:
    file = saved(product(400, 400), "WEBP", lossless=lossless)
    return file[12:16], file[20 : 20 + int.from_bytes(file[16:20], "little")]


def extended(width: int, height: int) -> tuple[bytes, bytes]:
    return b"VP8X", bytes(4) + pack("<I", width - 1)[:3] + pack("<I", height - 1)[:3]


def jpeg_of(width: int, height: int, padding: int = 0, **how: int) -> bytes:
    """A JPEG whose header says another size than its pixels have; its first scan padded."""
    file = bytearray(saved(product(400, 400), "JPEG", **how))
    frame = file.index(b"\xff\xc2" if "progressive" in how else b"\xff\xc0")
    file[frame + 5 : frame + 9] = pack(">HH", height, width)
    scan = file.index(b"\xff\xda") + 2
    scan += int.from_bytes(file[scan : scan + 2], "big")
    file[scan:scan] = bytes(padding)
    return bytes(file)


def scanned(times: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    file = saved(product(400, 400), "JPEG", progressive=True)
    last = file.rindex(b"\xff\xda")
    return file[:-2] + file[last:-2] * times + b"\xff\xd9"


PLAIN_PNG, PLAIN_JPEG = saved(product(400, 400), "PNG"), saved(product(400, 400), "JPEG")
LONG_TEXT = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000)))

HOSTILE = {
    "bomb of a kilobyte": (png(30_000, 30_000, rows=1), "image-too-many-pixels"),
    "bomb of thin rows": (png(2**31 - 1, 1, rows=1, depth=1, colour=0), "image-too-many-pixels"),
    "JPEG bomb": (jpeg_of(65_500, 65_500), "image-too-many-pixels"),
    "WebP bomb": (riff((b"VP8L", b"\x2f" + b"\xff" * 3 + b"\x0f")), "image-too-many-pixels"),
    "PNG of hardly any rows": (png(8_000, 5_000, rows=1), "image-broken"),
    "PNG without size": (png(0, 400), "image-broken"),
    "PNG with a wrong checksum": (PLAIN_PNG[:-20] + b"\0" + PLAIN_PNG[-19:], "image-broken"),
    "PNG with a wrong header checksum": (
        png(400, 400).replace(pack(">I", 400), pack(">I", 401), 1),
        "image-broken",
    ),
    "PNG that ends in the middle": (PLAIN_PNG[: len(PLAIN_PNG) // 2], "image-broken"),
    "PNG in a million pieces": (png(400, 400, *[chunk(b"IDAT", b"")] * 20_000), "image-broken"),
    "PNG without its palette": (png(400, 400, colour=3), "image-broken"),
    "PNG of unpacked text": (png(200, 200, LONG_TEXT), "image-too-small"),
    "animated PNG": (frames("PNG"), "image-animated"),
    "JPEG that ends in the middle": (PLAIN_JPEG[: len(PLAIN_JPEG) // 2], "image-broken"),
    "JPEG without its end": (PLAIN_JPEG[:-2], "image-broken"),
    "JPEG of more pixels than it has": (jpeg_of(4_000, 4_000), "image-broken"),
    "JPEG of a thousand scans": (scanned(1_000), "image-broken"),
    "JPEG that says a scan twice": (scanned(1), "image-broken"),
    "JPEG without pixels": (
        PLAIN_JPEG[: PLAIN_JPEG.index(b"\xff\xda")] + b"\xff\xd9",
        "image-broken",
    ),
    "animated WebP": (frames("WEBP"), "image-animated"),
    "WebP that ends in the middle": (saved(product(), "WEBP")[:-50], "image-broken"),
    "WebP with a lying header": (riff(extended(5_000, 5_000), webp_chunk(False)), "image-broken"),
    "lossless WebP with a lying header": (
        riff(extended(300, 300), webp_chunk(True)),
        "image-broken",
    ),
    "WebP without pixels": (riff(extended(400, 400)), "image-broken"),
    "WebP of nothing but a header": (riff((b"VP8L", b"\x2f\x8f\xc1\x63\0")), "image-broken"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused_with_a_sentence(name, darkroom) -> None:
    data, code = HOSTILE[name]

    refused = refusal(darkroom.take, data)

    assert refused.refusal.code == code
    assert len(str(refused)) > 40


def test_what_the_first_look_refuses_starts_no_process() -> None:
    before = multiprocessing.active_children()
    with Darkroom(SIDES) as unused:
        refusal(unused.take, HOSTILE["bomb of a kilobyte"][0])
        assert multiprocessing.active_children() == before


def test_text_that_unpacks_to_anything_never_reaches_the_decoder(darkroom) -> None:
    assert LONG_TEXT not in examine(png(400, 400, LONG_TEXT), "a").needed
    assert darkroom.take(png(400, 400, LONG_TEXT)).width == 400


def test_a_file_longer_than_any_picture_is_not_read(darkroom, tmp_path) -> None:
    path = tmp_path / "long.png"
    with path.open("wb") as stream:
        stream.truncate(FILE_LIMIT * 1_000)

    assert refusal(darkroom.take, path).refusal.code == "image-file-too-large"


def test_a_missing_file_a_folder_and_an_impossible_name_are_refused(darkroom, tmp_path) -> None:
    impossible = refusal(darkroom.take, tmp_path / ("a" * 5_000))
    assert impossible.refusal.code in ("file-missing", "file-unreadable")
    assert refusal(darkroom.take, tmp_path / "none.png").refusal.code == "file-missing"
    assert refusal(darkroom.take, tmp_path).refusal.code == "file-unreadable"


# How much a picture may take


def test_what_decoding_takes_is_known_before_it_is_done() -> None:
    most = examine(png(8_000, 5_000, colour=6), "a")
    assert most.width * most.height == PIXEL_LIMIT
    assert PIXEL_LIMIT * 4 <= most.memory() <= MEMORY_LIMIT
    grey = examine(png(8_000, 5_000, colour=0), "a")
    assert grey.memory() < PIXEL_LIMIT * 2


def test_a_webp_that_takes_too_much_memory_is_refused_by_its_header() -> None:
    def canvas(width: int, height: int) -> bytes:
        bits = (width - 1) | (height - 1) << 14
        return riff((b"VP8L", b"\x2f" + pack("<I", bits)))

    fits = examine(canvas(3_500, 3_100), "a.webp")
    assert scale_of(fits, "a.webp", 3_500) == 1
    heavy = examine(canvas(4_000, 4_000), "a.webp")
    refused = refusal(scale_of, heavy, "a.webp", 4_000)
    assert refused.refusal.code == "image-needs-memory"
    assert "257 MB" in str(refused)


def test_a_jpeg_is_decoded_no_larger_than_it_is_stored() -> None:
    found = examine(jpeg_of(7_000, 5_700, 500_000), "a.jpg")
    assert scale_of(found, "a.jpg", 7_000) == 4
    assert scale_of(found, "a.jpg", 3_200) == 2
    assert scale_of(found, "a.jpg", 1_000) == 1


def test_all_coefficients_of_a_progressive_jpeg_count_at_any_scale() -> None:
    def progressive(subsampling: int) -> bytes:
        return jpeg_of(8_000, 5_000, 500_000, progressive=True, subsampling=subsampling)

    usual = examine(progressive(2), "a.jpg")
    assert usual.memory(8) > 2 * PIXEL_LIMIT * 3 // 2
    assert scale_of(usual, "a.jpg", 8_000) == 4
    fine = examine(progressive(0), "a.jpg")
    assert refusal(scale_of, fine, "a.jpg", 8_000).refusal.code == "image-needs-memory"


def test_a_long_progressive_jpeg_is_refused_since_it_would_take_too_long() -> None:
    file = saved(product(400, 400), "JPEG", progressive=True)
    padded = file[:2] + (b"\xff\xfe\xff\xff" + bytes(65_533)) * 160 + file[2:]
    assert len(padded) > SLOW_FILE_LIMIT

    assert refusal(examine, padded, "a.jpg").refusal.code == "image-file-too-large"


def test_the_process_cannot_take_more_than_it_may(monkeypatch) -> None:
    monkeypatch.setattr(confined, "_LOOK", 0.000_1)
    monkeypatch.setattr(darkroom_module, "MEMORY_LIMIT", 30_000_000)
    with Darkroom(SIDES) as small:
        refused = refusal(small.take, png(4_000, 4_000))
        assert refused.refusal.code == "image-too-heavy"
        assert small.take(PLAIN_PNG).width == 400, "the next picture has a new process"


@pytest.mark.slow
@pytest.mark.parametrize(("colour", "interlace"), [(0, 0), (2, 0), (6, 0), (6, 1)])
def test_the_largest_pictures_keep_to_the_limit(colour, interlace, darkroom) -> None:
    picture = darkroom.take(png(8_000, 5_000, colour=colour, interlace=interlace))

    assert (picture.width, picture.height) == (1_600, 1_000)


def test_a_process_that_takes_too_much_is_stopped_from_outside(monkeypatch) -> None:
    monkeypatch.setattr(darkroom_module, "_STARTED", -darkroom_module.MEMORY_LIMIT)
    monkeypatch.setattr(confined, "_LOOK", 0.000_1)
    with Darkroom(SIDES) as watched:
        assert refusal(watched.take, PLAIN_PNG).refusal.code == "image-too-heavy"


def test_a_process_that_says_nothing_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(darkroom_module, "SILENCE_LIMIT", 0.0)
    before = multiprocessing.active_children()
    with Darkroom(SIDES) as watched:
        assert refusal(watched.take, PLAIN_PNG).refusal.code == "image-too-slow"
        assert multiprocessing.active_children() == before


def test_a_process_that_is_no_more_costs_one_picture() -> None:
    before = set(multiprocessing.active_children())
    with Darkroom(SIDES) as broken:
        broken.take(PLAIN_PNG)
        (child,) = set(multiprocessing.active_children()) - before
        child.kill()
        child.join()
        assert refusal(broken.take, PLAIN_PNG).refusal.code == "image-too-heavy"
        assert broken.take(PLAIN_PNG).width == 400


def test_a_mistake_of_our_own_is_no_refusal(darkroom) -> None:
    with Darkroom(SIDES) as wrong, pytest.raises(RuntimeError, match="has erred"):
        wrong._developed("a", {"unknown": 1}, b"")


def test_what_large_pictures_leave_behind_ends_with_the_process(monkeypatch) -> None:
    monkeypatch.setattr(darkroom_module, "_IDLE", 0)
    before = multiprocessing.active_children()
    with Darkroom(SIDES) as renewed:
        renewed.take(PLAIN_PNG)
        assert multiprocessing.active_children() == before
        assert renewed.take(PLAIN_PNG).width == 400


def test_taking_pictures_loads_no_image_library_here() -> None:
    program = "import sys, domain.catalogue.images.darkroom; print('PIL' in sys.modules)"
    command = [sys.executable, "-c", program]
    root = Path(__file__).parents[3]
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)

    assert found.stdout.strip() == "False"


# Whatever bytes come: a picture, or a coded refusal


def taken_or_refused(darkroom: Darkroom, data: bytes) -> None:
    try:
        picture = darkroom.take(data)
    except RefusedError as refused:
        assert refused.refusal.code in WORDS
        assert refused.refusal.code != "image-too-heavy", "nothing here is large"
    else:
        assert opened(picture.jpeg).size == (picture.width, picture.height)


SMALL = {
    "PNG": saved(scene(320, 310), "PNG"),
    "palette": saved(product(320, 310).convert("P"), "PNG"),
    "JPEG": saved(scene(320, 310), "JPEG", exif=exif(6)),
    "progressive": saved(scene(320, 310), "JPEG", progressive=True),
    "WebP": saved(scene(320, 310), "WEBP"),
    "lossless": saved(scene(320, 310).convert("RGBA"), "WEBP", lossless=True, exif=exif(3)),
}
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BEGINNINGS = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x40\0\0\0WEBPVP8 ", b"RIFF"]


@MANY
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300))
def test_random_bytes_are_refused(beginning, rest) -> None:
    with pytest.raises(RefusedError):
        examine(beginning + rest, "a")


@MANY
@given(name=st.sampled_from(sorted(SMALL)), share=st.integers(0, 9_999))
def test_a_picture_cut_off_anywhere_is_refused(name, share) -> None:
    data = SMALL[name]
    with pytest.raises(RefusedError) as caught:
        examine(data[: len(data) * share // 10_000], "a")
    assert caught.value.refusal.code in ("image-not-one", "image-broken")


@MANY
@given(
    name=st.sampled_from(sorted(SMALL)),
    flips=st.lists(st.tuples(st.integers(0, 9_999), st.integers(1, 255)), min_size=1, max_size=4),
)
def test_a_picture_with_other_bytes_is_taken_or_refused(name, flips, darkroom) -> None:
    data = bytearray(SMALL[name])
    for share, mask in flips:
        data[len(data) * share // 10_000] ^= mask
    taken_or_refused(darkroom, bytes(data))


@MANY
@given(
    name=st.sampled_from(["PNG", "palette"]),
    flips=st.lists(st.tuples(st.integers(0, 9_999), st.integers(1, 255)), min_size=1, max_size=4),
)
def test_a_png_with_other_bytes_and_checksums_that_hold_is_taken_or_refused(
    name, flips, darkroom
) -> None:
    packed = SMALL[name][:8]
    for kind, said in chunks(SMALL[name]):
        changed = bytearray(said)
        for share, mask in flips if kind != b"IHDR" and said else ():
            changed[len(changed) * share // 10_000] ^= mask
        packed += chunk(kind, bytes(changed))
    taken_or_refused(darkroom, packed)


# What is known of a picture


def test_a_white_ground_is_told_from_others(darkroom) -> None:
    white = darkroom.take(saved(product(), "JPEG")).facts
    grey = Image.new("RGB", (800, 600), (225, 225, 225))
    others = [darkroom.take(saved(each, "JPEG")).facts for each in (scene(), grey)]

    assert (white.white_border, white.is_on_white) == (10_000, True)
    assert [each.is_on_white for each in others] == [False, False]


def test_the_border_is_the_outer_twentieth_of_the_shorter_side() -> None:
    colours = np.zeros((100, 200, 3), dtype=np.uint8)
    colours[:5] = 245
    border = 100 * 200 - 90 * 190
    assert measures.white_border(colours) == 5 * 200 * 10_000 // border
    colours[5:95, 5:195] = 255
    assert measures.white_border(colours) == 5 * 200 * 10_000 // border
    colours[:5, :, 2] = 244
    assert measures.white_border(colours) == 0


def test_text_makes_a_picture_heavy_and_the_product_itself_does_not(darkroom) -> None:
    def strokes(lines: int) -> tuple[int, bool]:
        facts = darkroom.take(saved(page(lines), "PNG")).facts
        return facts.strokes, facts.is_text_heavy

    assert strokes(0)[0] < 50
    scores = [strokes(lines) for lines in (0, 2, 8, 18)]
    assert sorted(scores) == scores
    assert [heavy for _, heavy in scores] == [False, False, True, True]


def test_a_stroke_is_thin_and_differs_from_both_sides() -> None:
    grey = np.full((40, 40), 100, dtype=np.uint8)
    grey[:, 10:13] = 200
    assert measures.strokes(grey) == 3 * 10_000 // 40
    assert measures.strokes(grey.T) == 3 * 10_000 // 40
    assert measures.strokes(255 - grey) == 3 * 10_000 // 40
    grey[:, 10:] = 200
    assert measures.strokes(grey) == 0
    grey[:] = 100
    grey[:, 10:13] = 163
    assert measures.strokes(grey) == 0


def test_a_blurred_picture_is_told_from_a_sharp_one(darkroom) -> None:
    def facts(image: Image.Image) -> bool:
        return darkroom.take(saved(image, "JPEG", quality=90)).facts.is_blurred

    assert not facts(product())
    assert not facts(Image.blend(product(), Image.new("RGB", (800, 600), "white"), 0.7))
    assert facts(product().filter(ImageFilter.GaussianBlur(6)))
    assert facts(Image.new("RGB", (400, 400), (90, 20, 20)))


def test_sharpness_is_what_an_edge_does_within_one_pixel() -> None:
    hard = np.zeros((64, 64), dtype=np.uint8)
    hard[:, 32:] = 200
    soft = np.tile(np.clip((np.arange(64) - 28) * 25, 0, 200), (64, 1)).astype(np.uint8)
    assert measures.sharpness(hard) == measures.sharpness(hard.T) == 10_000
    assert measures.sharpness(soft) == 8 * 8 * 10_000 // (204 + 140)
    assert measures.sharpness(hard // 20) == 0


def test_one_picture_in_other_forms_has_nearly_the_same_hash_and_others_do_not(darkroom) -> None:
    def hashed(image: Image.Image, kind: str = "PNG", **how: int) -> int:
        return darkroom.take(saved(image, kind, **how)).facts.difference_hash

    own = hashed(page(3))
    again = np.array(
        [
            hashed(page(3), "JPEG", quality=40),
            hashed(page(3), "WEBP", quality=40),
            hashed(page(3).resize((420, 420))),
            hashed(page(3, 1_700, 1_700)),
        ]
    )
    others = np.array([hashed(ImageOps.mirror(page(3))), hashed(scene(800, 800))])

    assert measures.distance(again, own).max() <= SAME_PICTURE
    assert measures.distance(others, own).min() > 2 * SAME_PICTURE


@given(one=st.integers(-(2**63), 2**63 - 1), other=st.integers(-(2**63), 2**63 - 1))
def test_the_distance_of_two_hashes_is_how_many_bits_differ(one, other) -> None:
    differ = (one ^ other) & (2**64 - 1)
    assert measures.distance(np.array([one, other]), other).tolist() == [differ.bit_count(), 0]


def test_the_id_is_of_what_is_seen_and_stored(darkroom) -> None:
    packed = [saved(product(), "PNG", compress_level=level) for level in (1, 9)]
    ids = {darkroom.take(each).content_id for each in packed}

    assert len(ids) == 1
    assert darkroom.take(saved(scene(), "PNG")).content_id not in ids
