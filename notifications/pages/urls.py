from django.urls import path

from notifications.pages import views

app_name = "notifications"
urlpatterns = [
    path("messages/", views.show_worklist, name="worklist"),
    path("messages/<uuid:reference>/", views.show_message, name="message"),
    path("messages/<uuid:reference>/files/<int:number>/", views.download_file, name="file"),
    path("messages/<uuid:reference>/send-again/", views.send_again, name="send_again"),
    path("messages/<uuid:reference>/posted/", views.say_posted, name="posted"),
    path("messages/<uuid:reference>/settle/", views.settle, name="settle"),
]
