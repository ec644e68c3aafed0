from django.test import TestCase

from .models import Message


class ContactTest(TestCase):
    def test_keeps_a_message(self):
        response = self.client.post("/", {"name": "Ada", "email": "ada@example.org", "text": "Hello"})
        self.assertRedirects(response, "/?sent")
        self.assertEqual(Message.objects.get().email, "ada@example.org")

    def test_keeps_none_from_nobody(self):
        response = self.client.post("/", {"name": "Ada", "email": "nobody", "text": "Hello"})
        self.assertContains(response, "Enter a valid email address")
        self.assertEqual(Message.objects.count(), 0)


class HealthTest(TestCase):
    def test_answers(self):
        self.assertContains(self.client.get("/health"), "ok")
