"""Everything that must hold across rows and files. Each check is one sentence, and all of them run."""

from samspel.municipality.files.checks import answering, leading, own, picture, places, sources

CHECKS = (
    places.municipality,
    places.numbers,
    places.teams,
    places.areas,
    places.places,
    places.week,
    places.days_off,
    leading.organisation,
    leading.bodies,
    leading.seats_and_support,
    leading.reporting,
    leading.functions,
    leading.goals,
    answering.matters,
    answering.routes,
    answering.order,
    answering.receivers,
    answering.everybody_is_there,
    answering.lines,
    answering.services,
    sources.sources,
    own.pointers,
    picture.picture,
)
