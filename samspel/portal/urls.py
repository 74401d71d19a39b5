"""Where the residents' pages are, under /ask/."""

from django.urls import path

from samspel.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.ask, name="ask"),
    path("thanks/<str:token>/", views.thanks, name="thanks"),
    path("where/", views.where, name="where"),
    path("code/", views.code, name="code"),
    path("question/", views.question, name="question"),
    path("question/reply/", views.reply, name="reply"),
    path("question/solved/", views.solved, name="solved"),
    path("question/not-solved/", views.not_solved, name="not_solved"),
    path("question/forget/", views.forget, name="forget"),
]
