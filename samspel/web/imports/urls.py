"""Where files are brought in, under /imports/."""

from django.urls import URLPattern, path

from samspel.web.imports import views

pages: list[URLPattern] = [
    path("imports/", views.everything, name="imports"),
    path("imports/files/<uuid:file>/", views.one, name="import"),
    path("imports/files/<uuid:file>/progress/", views.progress, name="import_progress"),
    path("imports/files/<uuid:file>/words/", views.words, name="import_words"),
    path("imports/files/<uuid:file>/take/", views.take, name="import_take"),
    path("imports/files/<uuid:file>/stop/", views.stop, name="import_stop"),
    path("imports/files/<uuid:file>/let-go/", views.let_go, name="import_let_go"),
    path("imports/files/<uuid:file>/faults.xlsx", views.rest, name="import_rest"),
    path("imports/<slug:code>/", views.kind, name="import_kind"),
    path("imports/<slug:code>/empty.xlsx", views.template, name="import_template"),
]
