import hashlib

import requests
from flask import Flask, request

app = Flask(__name__)


@app.post("/avatar")
def avatar():
    email = request.form["email"]
    digest = hashlib.md5(email.encode()).hexdigest()
    return requests.get(f"https://www.gravatar.com/avatar/{digest}").content
