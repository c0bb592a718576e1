"""What the report tells of videos, creators, messages and reviews, against plain recounts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.creators.commands import PostVideo, SendSample
from domain.creators.tables import videos
from domain.inbox.tables import messages, reviews
from domain.kernel.clock import DAY
from domain.orders.tables import orders
from domain.reports.content import creator_figures, video_figures
from domain.reports.figures import figures
from domain.reports.inbox import inbox
from domain.reports.products import sku_rows
from domain.shop import Shop
from domain.simulation.policies import sensible
from domain.simulation.tables import traffic


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    path = tmp_path_factory.mktemp("content") / "shop.dukandar"
    shop = Shop.practice(path, "first-30-days", seed=2, noise=2)
    skus = shop.read(sku_rows, 0)
    for creator, sku in zip((1, 2, 3, 4, 5, 6), (*skus, skus[0]), strict=True):
        assert shop.do(SendSample(creator, sku.id)).done == 1
    for sku in skus[:3]:
        assert shop.do(PostVideo(sku.id)).done == 1
    shop.advance_days(40, sensible)
    return shop


def test_a_videos_figures_are_the_sums_of_its_days(shop: Shop) -> None:
    told = shop.read(video_figures)
    posted = shop.read(lambda conn: conn.execute(select(videos)).all())
    rows = shop.read(lambda conn: conn.execute(select(traffic)).all())
    assert sorted(each["id"] for each in told) == sorted(video.id for video in posted)
    assert sum(each["views"] for each in told) > 0
    for each in told:
        mine = [row for row in rows if row.content_id == each["id"]]
        assert each["views"] == sum(row.impressions for row in mine)
        assert each["clicks"] == sum(row.clicks for row in mine)
        assert each["orders"] == sum(row.orders for row in mine)
        assert each["gmv"] == sum(row.gmv for row in mine)
        assert each["views"] >= each["clicks"] >= each["orders"]


def test_a_creators_figures_are_those_of_their_videos(shop: Shop) -> None:
    owner = {
        video.id: video.creator_id
        for video in shop.read(lambda conn: conn.execute(select(videos)).all())
    }
    told = shop.read(creator_figures)
    assert {each["id"] for each in told} == set(owner.values()) - {0}
    for each in told:
        mine = [v for v in shop.read(video_figures) if owner[v["id"]] == each["id"]]
        assert each["videos"] == len(mine)
        for name in ("views", "clicks", "orders", "gmv"):
            assert each[name] == sum(video[name] for video in mine)


def test_negative_reviews_are_those_of_the_orders_delivered_in_the_window(shop: Shop) -> None:
    rows = shop.read(
        lambda conn: conn.execute(
            select(orders.c.delivered_at, reviews.c.stars).outerjoin(
                reviews, reviews.c.order_id == orders.c.id
            )
        ).all()
    )
    since = shop.now - 60 * DAY
    delivered = [stars for at, stars in rows if at > since]
    bad = [stars for stars in delivered if stars is not None and stars <= 2]
    assert bad
    found = shop.read(inbox, shop.now).negative_reviews
    assert found == (len(bad) * 10_000 + len(delivered) // 2) // len(delivered)


def test_answers_count_when_their_time_is_over(shop: Shop) -> None:
    rows = shop.read(lambda conn: conn.execute(select(messages)).all())
    due = [row for row in rows if shop.now - 30 * DAY < row.answer_by <= shop.now]
    in_time = [row for row in due if 0 < row.answered_at <= row.answer_by]
    assert due
    found = shop.read(inbox, shop.now).responses
    assert found == (len(in_time) * 10_000 + len(due) // 2) // len(due)


def test_the_report_counts_what_waits_for_an_answer(shop: Shop) -> None:
    told = shop.read(figures, 0)
    waiting = shop.read(
        lambda conn: conn.execute(select(messages).where(messages.c.answered_at == 0)).all()
    )
    written = shop.read(lambda conn: conn.execute(select(reviews)).all())
    assert told["inbox"] == {"unread": len(waiting), "tickets": 0, "reviews": len(written)}
    assert told["health"]["response_rate"] == 1.0


def test_a_products_reviews_are_those_of_its_orders(shop: Shop) -> None:
    written = shop.read(lambda conn: conn.execute(select(reviews)).all())
    for row in shop.read(sku_rows, 0):
        mine = [review.stars for review in written if review.sku_id == row.id]
        assert (row.reviews, row.stars) == (len(mine), sum(mine))
