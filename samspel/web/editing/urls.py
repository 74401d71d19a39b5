"""Addresses of editing the municipality, under the frame's own."""

from django.urls import URLPattern, path

from samspel.web.views.editing import change, history, parts, register, rows

pages: list[URLPattern] = [
    path("municipality/register/", register.register, name="register"),
    path("municipality/register/<slug:kind>/", register.register_kind, name="register_kind"),
    path("municipality/sources/", register.sources, name="sources"),
    path("municipality/change/", change.change, name="change"),
    path("municipality/change/take-out/", change.take_out, name="change_take_out"),
    path("municipality/change/keep-mine/", change.keep_mine, name="change_keep_mine"),
    path("municipality/changes/", history.changes, name="changes"),
    path("municipality/changes/<int:pk>/", history.one, name="change_one"),
    path("municipality/edit/", rows.overview, name="edit"),
    path("municipality/edit/<slug:kind>/", rows.rows, name="edit_kind"),
    path("municipality/edit/<slug:kind>/<str:key>/", rows.row, name="edit_row"),
    path("municipality/edit/<slug:kind>/<str:key>/<slug:part>/", parts.parts, name="edit_parts"),
    path("municipality/edit/<slug:kind>/<str:key>/<slug:part>/<int:number>/", parts.part, name="edit_part"),
    path("municipality/add/<slug:kind>/", rows.new, name="edit_new"),
    path("municipality/add/<slug:kind>/<str:key>/<slug:part>/", parts.new_part, name="edit_part_new"),
    path("municipality/end/<slug:kind>/<str:key>/", rows.end, name="edit_end"),
]
