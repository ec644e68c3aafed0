from django.db import connection
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .models import Message


class MessageForm(ModelForm):
    class Meta:
        model = Message
        fields = ["name", "email", "text", "attachment"]


def index(request):
    form = MessageForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        form.save()
        return redirect("/?sent")
    return render(request, "contact/index.html", {"form": form, "is_sent": "sent" in request.GET})


def health(request):
    """Answers only where the database does."""
    connection.ensure_connection()
    return HttpResponse("ok\n", content_type="text/plain")
