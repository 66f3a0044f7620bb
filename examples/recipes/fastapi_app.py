"""An auth server with FastAPI. `ABLY_API_KEY=… uvicorn fastapi_app:app --port 3000`"""

import os

from ably_tokens import ably_jwt
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response

app = FastAPI()
key = os.environ["ABLY_API_KEY"]


def user_of(request: Request):
    """REPLACE THIS with the sessions of your app: anyone who reads it can log in."""
    return {"demo-session-of-alice": "alice"}.get(request.cookies.get("session"))


@app.get("/auth")
def auth(request: Request):
    user = user_of(request)
    if user is None:
        return JSONResponse({"error": {"code": 40100, "statusCode": 401, "message": "not logged in"}}, status_code=401)
    capability = {"chat:*": ["subscribe", "publish", "presence"]}
    token = ably_jwt({"clientId": user, "capability": capability, "ttl": 60 * 60 * 1000}, key)
    return Response(token, media_type="application/jwt", headers={"Cache-Control": "no-store"})


@app.get("/")
def page():
    return FileResponse("page.html")
