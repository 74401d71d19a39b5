"""What people see on the pages of questions, and what they don't."""

import pytest

pytestmark = pytest.mark.django_db


def test_smoke(client_as, who):
    from samspel.questions.tests.given import ask, ask_by_email
    q = ask_by_email(matter="young-people-outdoors")
    for name in ["coordinator.berga", "contact.social", "contactcentre", "evaluator"]:
        c = client_as(name)
        for url in ["/questions/", f"/questions/{q.pk}/", "/questions/export.csv", "/questions/export.xlsx"]:
            r = c.get(url)
            assert r.status_code == 200, (name, url)
    c = client_as("coordinator.berga")
    for url in ["new/", "new/preview/?matter=school", f"{q.pk}/receiver/", f"{q.pk}/matter/", f"{q.pk}/department/", f"{q.pk}/lead/", f"{q.pk}/contact/"]:
        r = c.get("/questions/" + url)
        assert r.status_code == 200, url
