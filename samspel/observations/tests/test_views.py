"""The pages: told without JavaScript, warned of persons, filtered by the address, taken along, and by a device."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samspel.accounts.device import mark, marks
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.models import LogRow
from samspel.observations import pictures, rules, services
from samspel.observations.models import Observation, Picture
from samspel.observations.services import Where
from samspel.observations.tests.given import berga, kind, photo, told

pytestmark = pytest.mark.django_db
Whos = Callable[[str], Who]
ClientAs = Callable[..., Client]
NEW = "/observations/new/"
JSON = {"Accept": "application/json"}


def form(**more: Any) -> dict[str, Any]:
    return {"key": "en-nyckel", "kind": "damage", "area": "berga", "when": "now", **more}


def one_of(answer: Any) -> Observation:
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Observation.objects.get()


def text_of(file: Any) -> str:
    return (b"".join(file) if file.streaming else file.content).decode()


# ---------- Telling


def test_each_way_to_say_when(client_as: ClientAs) -> None:
    day = (clock.today() - timedelta(days=2)).isoformat()
    said = {
        "time": {"day": day, "starts": "21:30"},
        "span": {"day": day, "starts": "22:00", "ends": "01:30"},
        "day": {"day": day},
        "unknown": {},
    }
    client = client_as("host.berga")
    for number, (way, more) in enumerate(said.items()):
        assert client.post(NEW, form(key=f"k{number}", when=way, **more)).status_code == 302, way
    found = {one.when_known: one for one in Observation.objects.all()}
    assert set(found) == {"exact", "span", "day", "unknown"}
    assert f"{clock.local(found['exact'].happened_from):%H:%M}" == "21:30"
    assert found["span"].happened_to - found["span"].happened_from == timedelta(hours=3, minutes=30)
    assert f"{clock.local(found['day'].happened_to):%H:%M}" == "23:59"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "nothing"}, "kind"),
        ({"area": ""}, "area"),
        ({"when": "time", "day": "2026-01-01"}, "starts"),
        ({"when": "span", "day": "2026-01-01", "starts": "10:00"}, "ends"),
        ({"when": "day", "day": "2999-01-01"}, "day"),
        ({"when": "day", "day": "0001-01-01"}, "day"),
        ({"stretch": "58.39,15.64"}, "stretch"),
        ({"stretch": "nan,inf;1"}, "stretch"),
        ({"lat": "95", "lon": "15"}, "lat"),
        ({"text": "19121212-1212"}, "text"),
        ({"place_text": "hos a@b.se"}, "place_text"),
        ({"whose": "somebody else"}, "whose"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
    client_as: ClientAs, more: dict[str, str], field: str
) -> None:
    given = form(**{"place_text": "Bakom skolan", **more})
    if field == "area":
        given["place_text"] = ""
    answer = client_as("host.berga").post(NEW, given)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Observation.objects.exists()


def test_who_has_looked_may_save_it_as_it_is(client_as: ClientAs) -> None:
    assert one_of(client_as("host.berga").post(NEW, form(text="Ring 070-174 06 31", looked="on"))).text


def test_a_personal_identity_number_is_not_saved_though_somebody_has_looked(client_as: ClientAs) -> None:
    given = form(text="Mohammed 19900101-1234, 070-174 06 31", looked="on")
    answer = client_as("host.berga").post(NEW, given)
    assert answer.status_code == 422
    assert "looked" not in answer.content.decode()
    assert not Observation.objects.exists()


def test_the_tick_stands_at_the_field_that_was_pointed_out(client_as: ClientAs) -> None:
    page = client_as("host.berga").post(NEW, form(text="Ring 070-174 06 31")).content.decode()
    assert page.index('id="id_text_error"') < page.index('name="looked"') < page.index('<textarea name="text"')
    assert page.count('name="looked"') == 1


def test_sent_twice_it_is_told_once(client_as: ClientAs) -> None:
    client = client_as("host.berga")
    first, again = client.post(NEW, form()), client.post(NEW, form())
    assert first["Location"] == again["Location"]
    assert Observation.objects.count() == 1


def test_a_picture_comes_along_and_too_large_a_one_is_told(client_as: ClientAs) -> None:
    client = client_as("host.berga")
    large = SimpleUploadedFile("a.jpg", b"x" * (pictures.MOST_BYTES + 1))
    assert "picture" in client.post(NEW, form(picture=large)).context["form"].errors
    made = one_of(client.post(NEW, form(key="k2", picture=SimpleUploadedFile("a.jpg", photo()))))
    answer = client.get(reverse("observations:picture", args=[made.pk]))
    assert (answer["Content-Type"], answer.content[:4]) == ("image/webp", b"RIFF")
    assert Picture.objects.count() == 1


def test_one_more_begins_where_the_last_one_was(client_as: ClientAs) -> None:
    client = client_as("host.berga")
    where = {"area": "ryd", "place_text": "Bakom centrum", "lat": "58.4", "lon": "15.57"}
    answer = client.post(NEW, form(more="1", when="unknown", **where))
    first = client.get(answer["Location"]).context["form"].initial
    assert (first["area"], first["place_text"], first["lat"], first["when"]) == (
        "ryd",
        "Bakom centrum",
        58.4,
        "unknown",
    )


def test_another_s_observation_is_no_beginning_for_who_may_not_see_it(client_as: ClientAs, who: Whos) -> None:
    made = told(who("host.berga"), where=Where(place_text="Hemligt"))
    assert "Hemligt" not in client_as("partner.police").get(f"{NEW}?after={made.pk}").content.decode()


# ---------- By a device


def test_a_device_is_told_where_to_go_or_what_is_wrong(client_as: ClientAs, who: Whos) -> None:
    client, mine = client_as("host.berga"), mark(who("host.berga"))
    done = client.post(NEW, form(whose=mine), headers=JSON)
    assert (done.status_code, done.json()) == (201, {"to": f"/observations/{Observation.objects.get().pk}/"})
    wrong = client.post(NEW, form(key="k2", kind=""), headers=JSON)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["kind"])


def test_what_a_device_has_kept_is_sent_after_a_change_of_keys(client_as: ClientAs, who: Whos, settings: Any) -> None:
    kept = mark(who("host.berga"))
    settings.SECRET_KEY = "n" * 60
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    client = client_as("host.berga")
    ready = client.get("/observations/new/ready.json").json()
    assert kept != ready["whose"]
    assert kept in ready["before"]
    assert client.post(NEW, form(whose=kept), headers=JSON).status_code == 201


def test_now_is_when_it_was_written_not_when_it_was_sent(client_as: ClientAs) -> None:
    written = clock.now() - timedelta(hours=5)
    made = one_of(client_as("host.berga").post(NEW, form(written_at=written.isoformat())))
    assert abs(made.happened_from - written) < timedelta(seconds=1)


def test_a_device_learns_who_is_signed_in_and_nothing_when_nobody_is(client_as: ClientAs, who: Whos) -> None:
    answer = client_as("host.berga").get("/observations/new/ready.json").json()
    assert [answer["whose"], *answer["before"]] == marks(who("host.berga"))
    assert answer["whose"] == mark(who("host.berga"))
    assert set(marks(who("host.berga"))).isdisjoint(marks(who("outreach.ryd")))
    assert answer["token"]
    assert client_as("").get("/observations/new/ready.json").status_code == 302


def test_the_worker_lies_where_it_may_answer_for_the_page(client_as: ClientAs) -> None:
    answer = client_as("").get("/observations/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert NEW.startswith(reverse("observations:worker").rpartition("/")[0])


# ---------- Reading


def test_the_filters_stand_in_the_address(client_as: ClientAs, who: Whos) -> None:
    host = who("host.berga")
    told(host, text="Glas")
    told(host, kind=kind("litter"), where=Where(place_text="Någonstans"))
    told(who("partner.police"), kind=kind("fire"))
    client = client_as("coordinator.berga", language="en")

    def found(address: str) -> list[str]:
        return [line.row.kind.code for line in client.get(f"/observations/{address}").context["lines"]]

    today = clock.today().isoformat()
    assert sorted(found("")) == ["damage", "fire", "litter"]
    assert found("?kind=damage") == ["damage"]
    assert found("?area=none") == ["litter"]
    assert found("?organisation=police") == ["fire"]
    assert len(found(f"?since={today}")) + len(found(f"?until={clock.today() - timedelta(days=1)}")) == 3
    assert sorted(found("?area=nowhere&kind=nothing&since=x")) == ["damage", "fire", "litter"]
    assert found("?withdrawn=on") == []
    assert client.get("/observations/?cursor=nonsense").status_code == 404


def test_the_file_holds_what_the_list_shows_and_that_it_was_taken_is_logged(client_as: ClientAs, who: Whos) -> None:
    told(who("host.berga"), text="=1+1")
    told(who("host.berga"), kind=kind("litter"))
    answer = client_as("coordinator.berga").get("/observations/export.csv?kind=damage")
    rows = text_of(answer).strip().splitlines()
    assert len(rows) == 2
    assert ";'=1+1;" in rows[1]
    assert LogRow.objects.get(verb="observation.exported").because == "csv, 1 rows"


def test_who_evaluates_reads_it_masked_on_page_and_file(client_as: ClientAs, who: Whos) -> None:
    made = told(who("host.berga"), text="Ring 070-174 06 31", picture=pictures.drawn(photo()))
    page = client_as("evaluator").get(f"/observations/{made.pk}/").content.decode()
    assert "Ring […]" in page
    assert "070-174" not in page
    assert "/picture/" not in page
    assert "070-174" not in text_of(client_as("evaluator").get("/observations/export.csv"))


def test_a_correction_is_seen_and_a_stale_one_shows_both(client_as: ClientAs, who: Whos) -> None:
    made = told(who("host.berga"), text="Före")
    client = client_as("host.berga", language="en")
    where = f"/observations/{made.pk}/correct/"
    first = client.get(where).context["form"]
    assert (first["kind"].value(), first["when"].value(), first["text"].value()) == ("damage", "time", "Före")
    given = form(when="unknown", version=1, text="Efter")
    assert client.post(where, given).status_code == 302
    stale = client.post(where, given | {"key": "k2", "text": "Mitt"})
    assert stale.status_code == 409
    assert "Efter" in stale.content.decode()
    assert "Mitt" in stale.content.decode()
    assert "Changed: " in client.get(f"/observations/{made.pk}/").content.decode()


def test_what_is_withdrawn_says_why_and_offers_nothing_more(client_as: ClientAs, who: Whos) -> None:
    made = told(who("host.berga"))
    client = client_as("host.berga", language="en")
    answer = client.post(f"/observations/{made.pk}/withdraw/", {"key": "k", "reason": "Den kom två gånger"})
    assert answer.status_code == 302
    page = client.get(f"/observations/{made.pk}/").content.decode()
    assert "Den kom två gånger" in page
    assert "/correct/" not in page
    assert client.get(f"/observations/{made.pk}/correct/").status_code == 404


def test_the_list_costs_no_more_with_more_rows(
    client_as: ClientAs, who: Whos, django_assert_max_num_queries: Any
) -> None:
    by, client = who("coordinator.berga"), client_as("coordinator.berga")
    hour_ago = rules.at(clock.now() - timedelta(hours=1))
    rows = [services.Reported(kind=kind(), where=Where(area=berga()), moment=hour_ago) for _number in range(60)]
    services.take_in(rows, by=by)
    client.get("/observations/")
    with django_assert_max_num_queries(10):
        client.get("/observations/?kind=damage&area=berga")
    with django_assert_max_num_queries(10):
        client.get(NEW)
