from django.db import models


class Message(models.Model):
    name = models.CharField(max_length=100)
    email = models.EmailField()
    text = models.TextField()
    attachment = models.FileField(upload_to="attachments", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.name}, {self.at:%Y-%m-%d}"
