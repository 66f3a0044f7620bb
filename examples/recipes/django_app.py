"""An auth server with Django, in one file. `ABLY_API_KEY=… python3 django_app.py runserver 3000`"""

import os
import sys

from ably_tokens import ably_jwt
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse, JsonResponse
from django.urls import path

key = os.environ["ABLY_API_KEY"]


def user_of(request):
    """REPLACE THIS with `request.user`: anyone who reads it can log in."""
    return {"demo-session-of-alice": "alice"}.get(request.COOKIES.get("session"))


def auth(request):
    user = user_of(request)
    if user is None:
        return JsonResponse({"error": {"code": 40100, "statusCode": 401, "message": "not logged in"}}, status=401)
    capability = {"chat:*": ["subscribe", "publish", "presence"]}
    token = ably_jwt({"clientId": user, "capability": capability, "ttl": 60 * 60 * 1000}, key)
    return HttpResponse(token, content_type="application/jwt", headers={"Cache-Control": "no-store"})


urlpatterns = [path("auth", auth)]

if __name__ == "__main__":  # your app has its own settings
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost", "127.0.0.1"])
    execute_from_command_line(sys.argv)
