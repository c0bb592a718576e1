"""A picture decoded, made like all others, measured and stored; runs in the process apart.

Decoding comes first and takes the most memory by far; everything after it works on bands of rows
or on a picture of the stored size. ``Job.scale`` and the limits have been settled by the look
before (``examining``).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageOps

from domain.catalogue.images import measures
from domain.catalogue.images.examined import Kind
from domain.catalogue.images.picture import (
    STORED_BYTES,
    STORED_SIDE,
    THUMBNAIL_SIDE,
    Box,
    Facts,
    Picture,
)
from domain.kernel.refusals import RefusedError

_QUALITIES = (85, 75, 65, 55)
"""Of the stored JPEG, tried until it is small enough; the last is kept whatever it makes."""

_THUMBNAIL_QUALITY = 80
_BAND = 32
"""Rows that are reduced and laid on white at a time, about."""

_ORIENTATION = 0x0112
"""The EXIF tag that says how a camera was held."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture of an orientation upright; 1 is upright."""

_LYING = (5, 6, 7, 8)
"""Orientations whose width is the upright picture's height."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of a picture."""

    name: str
    kind: Kind
    width: int
    """Pixels, as examined, before it is turned upright."""
    height: int
    scale: int
    """By how much to decode it smaller."""
    box: Box | None
    """The square to cut out, in pixels of the upright picture."""


def develop(job: Job, data: bytes) -> Picture:
    """Make the picture; refused with ``RefusedError`` if it is broken or the box lies outside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of metadata that is not kept
        image, orientation = _opened(job, data)
        turned = orientation in _LYING
        width, height = (job.height, job.width) if turned else (job.width, job.height)
        box = job.box
        if box is None:
            left, top, right, bottom = 0, 0, *image.size
        else:
            if not (0 <= box.left <= width - box.side and 0 <= box.top <= height - box.side):
                raise RefusedError("image-crop-outside", width=width, height=height)
            width = height = box.side
            left, top = (at // job.scale for at in _corner(job, box, orientation))
            right, bottom = left + box.side // job.scale, top + box.side // job.scale
        profile = image.info.get("icc_profile")
        small = _reduced(image, (left, top, right, bottom))
        del image
    stored = _in_srgb(_within(small, STORED_SIDE), profile)
    if orientation in _UPRIGHT:
        stored = stored.transpose(_UPRIGHT[orientation])
    stored.info.clear()
    thumbnail = ImageOps.pad(stored, (THUMBNAIL_SIDE, THUMBNAIL_SIDE), color="white")
    return Picture(
        width=stored.width,
        height=stored.height,
        facts=_measured(stored, width, height),
        jpeg=_stored(stored),
        thumbnail=_jpeg(thumbnail, _THUMBNAIL_QUALITY),
    )


def _opened(job: Job, data: bytes) -> tuple[Image.Image, int]:
    """The picture decoded, and its orientation."""
    try:
        image = Image.open(BytesIO(data), formats=[job.kind])
        if image.size == (job.width, job.height) and not getattr(image, "is_animated", False):
            if job.scale > 1:
                image.draft(None, (job.width // job.scale, job.height // job.scale))
            image.load()
            return image, _orientation(image)
        problem = "its parts disagree about its size"
    except MemoryError:
        raise
    except Exception:  # the library raises whatever its parsers come upon
        problem = "its pixels are damaged or missing"
    raise RefusedError("image-broken", file=job.name, problem=problem)


def _orientation(image: Image.Image) -> int:
    try:
        said = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # metadata is not worth refusing a picture for
        return 1
    return said if said in _UPRIGHT else 1


def _corner(job: Job, box: Box, orientation: int) -> tuple[int, int]:
    """Where the box's corner of lowest numbers lies before the picture is turned upright."""
    far_left, far_top = (
        (job.height if orientation in _LYING else job.width) - box.side - box.left,
        (job.width if orientation in _LYING else job.height) - box.side - box.top,
    )
    return {
        1: (box.left, box.top),
        2: (far_left, box.top),
        3: (far_left, far_top),
        4: (box.left, far_top),
        5: (box.top, box.left),
        6: (box.top, far_left),
        7: (far_top, far_left),
        8: (far_top, box.left),
    }[orientation]


def _reduced(image: Image.Image, region: tuple[int, int, int, int]) -> Image.Image:
    """A region, opaque, averaged down to less than twice the stored size."""
    left, top, right, bottom = region
    by = max(1, max(right - left, bottom - top) // STORED_SIDE)
    rows = -(-_BAND // by) * by
    size = -(-(right - left) // by), -(-(bottom - top) // by)
    whole: Image.Image | None = None
    for above in range(top, bottom, rows):
        band = image.crop((left, above, right, min(above + rows, bottom)))
        band = _on_white(_plain(band).reduce(by))
        if whole is None:
            whole = Image.new(band.mode, size)
        whole.paste(band, (0, (above - top) // by))
    assert whole is not None, "no side of a picture is empty"
    return whole


def _plain(image: Image.Image) -> Image.Image:
    """The picture as grey or RGB of 8 bits, either with or without transparency, or as CMYK."""
    if image.mode == "I;16":
        return image.point(lambda light: light * (1 / 256)).convert("L")
    if "transparency" in image.info:
        return image.convert("RGBA")
    plain = {"1": "L", "P": "RGB", "PA": "RGBA"}.get(image.mode)
    return image.convert(plain) if plain else image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in ("LA", "RGBA"):
        return image
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def _within(image: Image.Image, side: int) -> Image.Image:
    """The picture with that long side, or as it is when it is smaller."""
    long = max(image.size)
    if long <= side:
        return image
    size = tuple(max(1, (each * side + long // 2) // long) for each in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB; a profile that is broken or for other colours counts as none."""
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _measured(image: Image.Image, width: int, height: int) -> Facts:
    grey = image.convert("L")
    long = max(grey.size)
    across, down = (max(1, each * measures.STROKES_SIDE // long) for each in grey.size)
    return Facts(
        width=width,
        height=height,
        white_border=measures.white_border(np.asarray(image)),
        strokes=measures.strokes(
            np.asarray(grey.resize((across, down), Image.Resampling.BILINEAR))
        ),
        sharpness=measures.sharpness(np.asarray(grey)),
        difference_hash=measures.difference_hash(
            np.asarray(grey.resize((9, 8), Image.Resampling.BOX))
        ),
    )


def _stored(image: Image.Image) -> bytes:
    for quality in _QUALITIES:
        jpeg = _jpeg(image, quality)
        if len(jpeg) <= STORED_BYTES:
            break
    return jpeg


def _jpeg(image: Image.Image, quality: int) -> bytes:
    into = BytesIO()
    image.save(into, "JPEG", quality=quality, optimize=True)
    return into.getvalue()
