from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
import geoip2.database

app = Flask(__name__)
db = SQLAlchemy(app)
reader = geoip2.database.Reader("/usr/share/city.mmdb")


class Visit(db.Model):
    __tablename__ = "visits"
    id = db.Column(db.Integer, primary_key=True)
    ip_city = db.Column(db.String(80))


@app.post("/visit")
def visit():
    db.session.add(Visit(ip_city=reader.city(request.remote_addr).city.name))
    db.session.commit()
    return ""
