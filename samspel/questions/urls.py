"""Where the pages of questions are, under /questions/."""

from django.urls import path

from samspel.questions.views import handling, joint, listing, new, one, recurring, standards, turns

app_name = "questions"

urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", new.new, name="new"),
    path("new/preview/", new.preview, name="preview"),
    path("new/similar/", new.similar, name="similar"),
    path("next/", turns.following, name="next"),
    path("chosen/", joint.chosen, name="chosen"),
    path("joint/", joint.joints, name="joints"),
    path("joint/<uuid:joint>/", joint.joint, name="joint"),
    path("joint/<uuid:joint>/answer/", joint.answer, name="answer_joint"),
    path("joint/<uuid:joint>/name/", joint.rename, name="rename_joint"),
    path("joint/<uuid:joint>/merge/", joint.merge, name="merge_joint"),
    path("joint/<uuid:joint>/unmerge/", joint.unmerge, name="unmerge_joint"),
    path("recurring/", recurring.recurring, name="recurring"),
    path("recurring/<int:recurrence>/", recurring.take_up, name="take_up"),
    path("standard/", standards.standards, name="standards"),
    path("standard/new/", standards.new, name="new_standard"),
    path("standard/<int:standard>/", standards.change, name="change_standard"),
    path("standard/<int:standard>/still-true/", standards.confirm, name="confirm_standard"),
    path("standard/<int:standard>/retire/", standards.retire, name="retire_standard"),
    path("export.<slug:kind>", listing.exported, name="export"),
    path("<uuid:question>/", one.one, name="one"),
    path("<uuid:question>/asked/", new.asked, name="asked"),
    path("<uuid:question>/answer/", one.answer, name="answer"),
    path("<uuid:question>/ask-back/", one.ask_back, name="ask_back"),
    path("<uuid:question>/draft/", one.draft, name="draft"),
    path("<uuid:question>/note/", one.note, name="note"),
    path("<uuid:question>/contact/", one.contact, name="contact"),
    path("<uuid:question>/join/", joint.join, name="join"),
    path("<uuid:question>/leave/", joint.leave, name="leave"),
    path("<uuid:question>/standard/", standards.use, name="use_standard"),
    path("<uuid:question>/receiver/", handling.receiver, name="receiver"),
    path("<uuid:question>/matter/", handling.matter, name="matter"),
    path("<uuid:question>/area/", handling.area, name="area"),
    path("<uuid:question>/department/", handling.add, name="add_department"),
    path("<uuid:question>/lead/", handling.lead, name="lead"),
    path("<uuid:question>/kept/<int:kept>/drop/", one.drop, name="drop_kept"),
    path("parts/<int:part>/accept/", handling.accept, name="accept"),
    path("parts/<int:part>/answer/", handling.answer_part, name="answer_part"),
    path("parts/<int:part>/return/", handling.return_part, name="return_part"),
    path("parts/<int:part>/forward/", handling.forward, name="forward"),
]
