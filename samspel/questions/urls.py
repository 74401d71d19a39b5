from django.urls import path
from django.views.generic import View
app_name = "questions"
urlpatterns = [path("<uuid:question>/", View.as_view(), name="one")]
